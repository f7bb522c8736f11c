import fc from 'fast-check';
import { MONDAY, DAY } from '../booking/support';
import { Audit } from '../../src/staff/audit';
import { promisedBy } from '../../src/staff/cases/promise';
import { csv } from '../../src/staff/csv';
import { html } from '../../src/staff/web/html';
import { describeEngines } from '../storage/engines';

describe('laws of the console', () => {
  it('no text that is put into a page becomes markup', () => {
    const hostile = fc.oneof(fc.string(), fc.constantFrom('<script>', '"', "'", '&lt;', '`', '<!--', ']]>'));
    fc.assert(
      fc.property(fc.array(hostile), (texts) => {
        const page = html`<p title="${texts.join('')}">${texts}</p>`.markup;
        const inside = page.slice('<p title="'.length, -'</p>'.length);
        expect(inside.replace('">', '')).not.toMatch(/[<>"']/);
      }),
    );
  });

  it('no cell of an export begins as a formula does, and every cell reads back as it was', () => {
    const text = fc.string({ unit: 'binary' });
    const starts = fc.constantFrom('', '=', '+', '-', '@', '\t=', '\r=', ' =', '＝', '|', '%', '\u200b=');
    fc.assert(
      fc.property(starts, text, (start, rest) => {
        const [, cell = ''] = /^\ufeff"h"\r\n"([^]*)"\r\n$/.exec(csv(['h'], [[start + rest]])) ?? [];
        const read = cell.replaceAll('""', '"');
        expect(read).not.toMatch(/^[\s\p{C}]*[=+\-@|%＝＋－＠]/u);
        expect(read.replace(/^'/, '')).toBe((start + rest).replace(/^'/, ''));
      }),
    );
  });

  it('a promise is kept to within the opening hours, after the visitor asked', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    const openingHours = [{ days: [...days], from: '08:30', to: '18:00' }];
    fc.assert(
      fc.property(fc.integer({ min: MONDAY, max: MONDAY + 400 * DAY }), (asked) => {
        const by = promisedBy(asked, { openingHours, timeZone: 'America/Denver', closed: [] }) ?? 0;
        const parts = new Intl.DateTimeFormat('en-US', {
          ...{
            timeZone: 'America/Denver',
            weekday: 'short',
            hour: 'numeric',
            minute: '2-digit',
            hourCycle: 'h23',
          },
        }).format(by);
        expect(by - asked).toBeGreaterThanOrEqual(3_600_000);
        expect(by - asked).toBeLessThanOrEqual(3 * DAY + 2 * 3_600_000 + 3_600_000);
        expect(parts).toMatch(/^(Mon|Tue|Wed|Thu|Fri),? 18:00$/);
      }),
    );
    expect(promisedBy(MONDAY, { openingHours: [], timeZone: 'America/Denver', closed: [] })).toBeUndefined();
    const closed = ['2026-11-23', '2026-11-24'];
    expect(promisedBy(MONDAY, { openingHours, timeZone: 'America/Denver', closed })).toBe(
      Date.parse('2026-11-25T18:00:00-07:00'),
    );
  });
});

describeEngines('the audit', (fresh) => {
  it('keeps every entry of many writers in one unbroken row, together with what was written', async () => {
    const store = await fresh();
    const [one, other] = [await store.open(), await store.open()];
    const writers = [
      new Audit(one, () => MONDAY),
      new Audit(other, () => MONDAY),
      new Audit(one, () => MONDAY),
    ];
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        (writers[index % 3] ?? new Audit(one, () => MONDAY)).record(
          { member: 'm', action: 'test', subject: `n/${index}` },
          [{ sql: 'INSERT INTO secrets (name, value) VALUES (?, ?)', params: [`n${index}`, ''], expect: 1 }],
        ),
      ),
    );
    const audit = new Audit(one, () => MONDAY);
    expect(await audit.verify()).toBeUndefined();
    const rows = await audit.page(100);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index));
    expect(new Set(rows.map(({ subject }) => subject)).size).toBe(30);
    const failed = audit.record({ member: 'm', action: 'test' }, [
      { sql: "INSERT INTO secrets (name, value) VALUES ('n1', '')" },
    ]);
    await expect(failed).rejects.toThrow();
    expect(await audit.page(100)).toHaveLength(30);
    await store.end();
  });

  it.each([
    ['changed', "UPDATE staff_audit SET member = 'x' WHERE seq = 3", 3],
    ['taken out', 'DELETE FROM staff_audit WHERE seq = 2', 3],
    ['taken from the beginning', 'DELETE FROM staff_audit WHERE seq = 1', 2],
  ])('shows a row that was %s', async (_how, sql, where) => {
    const store = await fresh();
    const db = await store.open();
    const audit = new Audit(db, () => MONDAY);
    for (let row = 0; row < 5; row += 1) await audit.record({ member: 'm', action: 'test' });
    await db.transaction([{ sql }]);
    expect(await audit.verify()).toBe(where);
    await store.end();
  });
});
