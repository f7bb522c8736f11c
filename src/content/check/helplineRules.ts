import { staleHelplines } from '../staleHelplines';
import type { Checked, Finding } from './finding';

/** Help lines that nobody has verified, or not for long. Warnings: the practice decides, the chat still helps. */
export function helplineRules({ resources, today }: Pick<Checked, 'resources' | 'today'>): Finding[] {
  const { countries, elsewhere } = resources.helplines;
  const lines = [...Object.values(countries).flat(), ...elsewhere];
  return staleHelplines(lines, today).map(({ line: { id, number, owner }, days }) => ({
    level: 'warning',
    rule: 'helplines',
    where: `helplines.yaml: ${id}`,
    says:
      days === null
        ? `${number} is general knowledge; ${owner}: please verify it.`
        : `${number} was last read ${days} days ago; ${owner}: please read it again.`,
  }));
}
