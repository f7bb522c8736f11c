import type { Request, Response } from 'restify';
import { clientAddress } from '../../server/clientAddress';
import type { Database } from '../../storage/types';
import { type Attempts, TooManyAttempts } from '../accounts/attempts';
import type { Sessions } from '../accounts/sessions';
import { signIn } from '../accounts/signIn';
import type { Audit } from '../audit';
import { safeNext, signInPage } from '../pages/signInPage';
import { formOf } from '../web/form';
import type { Routes } from '../web/routes';
import { sendPage } from '../web/send';

/** What the door is made of. */
export interface Door {
  readonly routes: Routes;
  readonly db: Database;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly attempts: Attempts;
  readonly now: () => number;
  readonly trustProxy: number;
}

const SIGN_IN = '/staff/sign-in';

/** In, out, and in which language. */
export function doorRoutes(door: Door): void {
  const { routes, sessions } = door;
  routes.get(SIGN_IN, {
    may: 'cases',
    action: 'front.read',
    answer: () => Promise.resolve({ goTo: '/staff' }),
  });
  routes.open(SIGN_IN, (req, res) => enter(door, req, res));
  routes.post('/staff/sign-out', {
    may: 'cases',
    answer: async (visit) => {
      const { res, req, session } = visit;
      await visit.write('sign_out', '', [sessions.ended(session.key)]);
      routes.cookies(req).end(res);
      res.setHeader('Clear-Site-Data', '"cache"');
      return { goTo: SIGN_IN };
    },
  });
  routes.post('/staff/language', {
    may: 'cases',
    answer: ({ form, res, req }) => {
      routes.cookies(req).setLanguage(res, form.text('language') === 'es' ? 'es' : 'en');
      return Promise.resolve({ goTo: '/staff' });
    },
  });
}

async function enter(door: Door, req: Request, res: Response): Promise<void> {
  const { routes, trustProxy } = door;
  const words = routes.words(req);
  const form = formOf(req);
  const [login, next] = [form.text('login'), safeNext(form.raw('next'))];
  const again = (fault: string, status: number): void =>
    sendPage(res, words, signInPage(words, { next, login, fault, status }));
  try {
    const credentials = {
      login,
      password: form.raw('password'),
      code: form.text('code'),
      address: clientAddress(req, trustProxy),
    };
    const token = await signIn(door, credentials);
    if (token === undefined) return again(words.say('console.sign_in.wrong'), 401);
    routes.cookies(req).begin(res, token);
    res.setHeader('Location', next);
    res.send(303);
  } catch (error) {
    if (!(error instanceof TooManyAttempts)) throw error;
    res.setHeader('Retry-After', String(error.minutes * 60));
    again(words.say('console.sign_in.too_many', { minutes: error.minutes }), 429);
  }
}
