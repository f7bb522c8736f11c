import type { Response } from 'restify';
import type { Content } from '../../content/types';
import { layout } from '../pages/layout';
import { problemPage } from '../pages/problem';
import { type Html, html } from './html';
import type { OpenPage } from './openPage';
import type { Answer, Visit } from './visit';
import type { Words } from './words';

/** Sends a page that needs no session. */
export function sendPage(res: Response, words: Words, page: OpenPage): void {
  if ('again' in page) {
    const again = html`<!doctype html>
      <html lang="${words.language}">
        <head>
          <meta http-equiv="refresh" content="0" />
          <title>${page.title}</title>
        </head>
      </html>`;
    return send(res, page.status, again);
  }
  send(res, page.status, layout({ words, title: page.title, main: page.main }));
}

/** Sends what a route answered. `state`: what was the case when the page was begun. */
export function sendAnswer(visit: Visit, answer: Answer, content: Content, state = ''): void {
  const { res, words, session } = visit;
  if (answer === undefined) return sendPage(res, words, problemPage(words, 'console.problem.gone', 404));
  if ('goTo' in answer) {
    res.setHeader('Location', answer.goTo);
    return void res.send(303);
  }
  if ('csv' in answer) {
    res.setHeader('Content-Type', 'text/csv; charset=utf-8');
    res.setHeader('Content-Disposition', `attachment; filename="${answer.file}"`);
    return void res.sendRaw(200, answer.csv);
  }
  const { title, main, status = 200, live = false } = answer;
  const page = { words, title, main, session, practice: content.profile.name };
  send(res, status, layout({ ...page, ...(live && { follow: state }) }));
}

function send(res: Response, status: number, page: Html): void {
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.sendRaw(status, page.markup);
}
