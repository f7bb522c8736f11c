import { TriageError } from '../errors';
import { freeze } from './freeze';
import { practiceProfile, type PracticeProfile } from './profile';
import { readYaml } from './readYaml';

/**
 * Reads the practice profile.
 *
 * @throws TriageError `PROFILE_INVALID` with one line for every fault and its path in the file
 */
export function loadProfile(file: string): PracticeProfile {
  const faults: string[] = [];
  const profile = readYaml(file, practiceProfile, faults, 'practice file');
  if (profile) return freeze(profile);
  throw new TriageError(
    'PROFILE_INVALID',
    `The practice file ${file} cannot be used. Every option is explained in resources/practice.example.yaml.`,
    { details: faults },
  );
}
