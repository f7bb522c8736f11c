import { randomUUID } from 'node:crypto';
import { SAY_AT_MOST, type LiveLine, type LiveView } from '../../handoff/live';
import type { CaseFile } from '../cases/readCases';
import { type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { theirWords, type Words } from '../web/words';
import { csrfField } from './layout';

/** What can come back from joining, writing or handing back; said above the conversation. */
const SAID = ['taken', 'gone', 'group', 'unreachable', 'unknown', 'not_in', 'refused'] as const;

/** The conversation of a case: what may be read of it, and the way in and out. */
export function talkPanel(visit: Visit, file: CaseFile, view: LiveView): Html {
  const { words } = visit;
  const said = SAID.find((one) => one === visit.query('said'));
  const lines = [...view.before, ...view.lines];
  return html`<section class="panel talk" id="talk" aria-labelledby="talk-title">
    <h2 id="talk-title">${words.say('console.talk.title')}</h2>
    ${said && html`<p class="fault" role="alert">${words.say(`console.talk.said.${said}`)}</p>`}
    <p class="hint">
      ${view.shared ? words.say('console.talk.shared') : words.say('console.talk.not_shared')}
    </p>
    <div class="log" role="log" aria-labelledby="talk-title" tabindex="0">
      <ol data-live="talk" data-log>
        ${lines.map((line, index) => item(words, line, index))}
      </ol>
    </div>
    <div data-live="talk-do">${doing(visit, file, view)}</div>
  </section>`;
}

/** Whether anything of what somebody wrote is shown. */
export function showsWords({ before, lines }: LiveView): boolean {
  return before.length + lines.length > 0;
}

function item(words: Words, line: LiveLine, index: number): Html {
  const id = line.seq > 0 ? `line-${line.seq}` : `before-${index}`;
  if (line.from === 'note') {
    const text =
      line.note === 'joined'
        ? words.say('console.talk.joined', { name: line.by.firstName })
        : words.say(`console.talk.back.${line.note}`);
    return html`<li id="${id}" class="note">${text} ${words.clock(line.at)}</li>`;
  }
  const who = line.from === 'staff' ? line.by.firstName : words.say(`console.talk.from.${line.from}`);
  const mark =
    line.from === 'staff' && line.delivery !== 'sent'
      ? words.say(`console.talk.delivery.${line.delivery}`)
      : line.from === 'visitor' && line.crisis === true && words.say('console.talk.crisis');
  return html`<li id="${id}" class="${line.from}">
    <p class="meta">${who}, ${words.clock(line.at)}</p>
    ${theirWords(line.text)} ${mark && html`<p class="mark">${mark}</p>`}
  </li>`;
}

function doing(visit: Visit, file: CaseFile, { state, staff, idleAt }: LiveView): Html {
  const { words, member } = visit;
  const path = `/staff/cases/${file.reference}`;
  if (state !== 'live') return join(visit, `${path}/join`);
  const mine = staff?.id === member.id;
  return html`
    ${!mine && html`<p>${words.say('console.talk.by', { name: staff?.firstName ?? '' })}</p>`}
    ${mine && write(visit, `${path}/say`)}
    ${idleAt !== undefined && html`<p class="hint">${words.say('console.talk.idle')} ${words.clock(idleAt)}</p>`}
    <form method="post" action="${path}/leave">
      ${csrfField(visit.session)}<button>${words.say('console.do.leave')}</button>
    </form>
  `;
}

function join({ words, session }: Visit, action: string): Html {
  return html`<form method="post" action="${action}" class="stack">
    ${csrfField(session)}
    <p class="hint">${words.say('console.talk.join_hint')}</p>
    <button class="main">${words.say('console.do.join')}</button>
  </form>`;
}

/** The message's id is made with the form, so that a form that is sent twice is one message. */
function write({ words, session }: Visit, action: string): Html {
  return html`<form method="post" action="${action}" class="stack" data-quick>
    ${csrfField(session)}
    <input type="hidden" name="id" value="${randomUUID()}" />
    <label for="text">${words.say('console.talk.write')}</label>
    <textarea id="text" name="text" rows="2" required maxlength="${SAY_AT_MOST}"></textarea>
    <button class="main">${words.say('console.do.say')}</button>
  </form>`;
}
