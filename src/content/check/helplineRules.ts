import type { Helpline } from '../types';
import type { Checked, Finding } from './finding';

/** A number is read again at least this often, in days. */
const FRESH_DAYS = 180;
const DAY = 24 * 60 * 60 * 1000;

/** Help lines that nobody has verified, or not for long. Warnings: the practice decides, the chat still helps. */
export function helplineRules({ resources, today }: Pick<Checked, 'resources' | 'today'>): Finding[] {
  const { countries, elsewhere } = resources.helplines;
  return [...Object.values(countries).flat(), ...elsewhere].flatMap((line) => staleness(line, today));
}

function staleness({ id, number, status, checked, owner }: Helpline, today: Date): Finding[] {
  const where = `helplines.yaml: ${id}`;
  if (status === 'unverified' || checked === undefined)
    return [warning(where, `${number} is general knowledge; ${owner}: please verify it.`)];
  const days = Math.floor((today.getTime() - Date.parse(checked)) / DAY);
  if (days <= FRESH_DAYS) return [];
  return [warning(where, `${number} was last read ${days} days ago; ${owner}: please read it again.`)];
}

function warning(where: string, says: string): Finding {
  return { level: 'warning', rule: 'helplines', where, says };
}
