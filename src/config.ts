import { z } from 'zod';
import { TriageError } from './errors';

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const list = z.string().transform((value) => value.split(/[\s,]+/).filter((item) => item !== ''));
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).origin === url.replace(/\/$/, ''), {
    message: 'an origin such as https://www.example.org, without a path',
  });

/** Every variable that the process reads. The README's table is held against this list by a test. */
const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  PUBLIC_URL: origin.optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PRACTICE_FILE: z.string().min(1).optional(),
  DIRECT_LINE_SECRET: z.string().min(32).optional(),
  WIDGET_ORIGINS: list.pipe(z.array(z.union([z.literal('*'), origin]))).default([]),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  SERVICE_URL_HOSTS: list
    .pipe(z.array(z.string().min(1)))
    .default(['smba.trafficmanager.net', '*.botframework.com', '*.botframework.azure.us']),
  MicrosoftAppType: z.enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI']).default('SingleTenant'),
  MicrosoftAppId: z.string().min(1).optional(),
  MicrosoftAppPassword: z.string().min(1).optional(),
  MicrosoftAppTenantId: z.string().min(1).optional(),
  ALLOW_ANONYMOUS: flag.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = z.infer<typeof environment>;

/** Names of the variables, for the test that holds the README's table against them. */
export const CONFIG_NAMES: readonly string[] = Object.keys(environment.shape);

/**
 * Reads the configuration once. A variable that is set to nothing counts as not set.
 * @throws TriageError CONFIG_INVALID with every fault at once; values are not repeated, since some are secrets
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const faults = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new TriageError(
    'CONFIG_INVALID',
    'The configuration cannot be used; .env.example documents each variable.',
    {
      details: faults,
    },
  );
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

function contradictions(config: Config): string[] {
  const faults: string[] = [];
  if (config.ALLOW_ANONYMOUS && config.MicrosoftAppId !== undefined) {
    faults.push('ALLOW_ANONYMOUS: is for the Emulator, without MicrosoftAppId; unset one of the two');
  }
  if (config.ALLOW_ANONYMOUS && !LOOPBACK.has(config.HOST)) {
    faults.push('ALLOW_ANONYMOUS: accepts anyone, so HOST must be a loopback address such as 127.0.0.1');
  }
  if (config.MicrosoftAppType === 'SingleTenant' && config.MicrosoftAppId && !config.MicrosoftAppTenantId) {
    faults.push('MicrosoftAppTenantId: a SingleTenant bot needs its tenant');
  }
  if (
    config.MicrosoftAppType !== 'UserAssignedMSI' &&
    config.MicrosoftAppId &&
    !config.MicrosoftAppPassword
  ) {
    faults.push('MicrosoftAppPassword: needed with MicrosoftAppId (not with UserAssignedMSI)');
  }
  return faults;
}
