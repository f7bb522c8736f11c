import { readLetters, retried } from '../letters';
import { lettersPage } from '../pages/lettersPage';
import type { PartOfConsole } from './types';

/** Messages that did not reach their receiver. */
export function letterRoutes({ routes, content, db, now }: PartOfConsole): void {
  routes.get('/staff/letters', {
    may: 'letters',
    action: 'letters.read',
    answer: async (visit) => {
      const letters = await readLetters(db, content.profile);
      const title = visit.words.say('console.letters.title');
      return { title, main: lettersPage(visit, letters), live: true };
    },
  });
  routes.post('/staff/letters/retry', {
    may: 'letters',
    answer: async (visit) => {
      const id = visit.form.text('letter');
      await visit.write('letter.retry', `letter/${id}`, [retried(id, now())]);
      return { goTo: '/staff/letters' };
    },
  });
}
