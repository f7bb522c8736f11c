import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { isListed } from './channels/azure/isListed';
import { TriageError } from './errors';

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const list = z.string().transform((value) => value.split(/[\s,]+/).filter((item) => item !== ''));
const origin = z
  .string()
  .refine(
    (text) =>
      URL.canParse(text) &&
      /^https?:$/.test(new URL(text).protocol) &&
      new URL(text).origin === text.replace(/\/$/, ''),
    {
      error: 'an origin such as https://www.example.org: with https://, without a path',
    },
  );

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** What a webhook says is signed, not encrypted. */
function isSafeReceiver(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || LOOPBACK.has(hostname);
}

function isWebhookSecret(secret: string): boolean {
  const [, key = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const { length } = Buffer.from(key, 'base64');
  return length >= 24 && length <= 64;
}

/** Written in one line, with \\n between the lines of the PEM, or as it is. */
function pemOf(text: string): string {
  return text.replaceAll('\\n', '\n');
}

function isSigningKey(text: string): boolean {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPrivateKey(pemOf(text));
    return type === 'rsa' ? (details?.modulusLength ?? 0) >= 2048 : details?.namedCurve === 'secp384r1';
  } catch {
    return false;
  }
}

/** Every variable that the process reads. The README's table is held against this list by a test. */
const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number('a number such as 3978').int().min(0).max(65_535).default(3978),
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
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, 'AC and 32 hexadecimal digits, from the Twilio console')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(16, 'the auth token of the Twilio console').optional(),
  TWILIO_FROM: z
    .string()
    .regex(
      /^(?:\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/,
      'a number such as +13035550100, or the SID of a messaging service',
    )
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'an address, or Name <address>')
    .optional(),
  WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isSafeReceiver, 'https, or http on this machine only')
    .optional(),
  WEBHOOK_SECRET: z.string().refine(isWebhookSecret, 'whsec_ and 24 to 64 bytes in base64').optional(),
  BOOKING_WEBHOOK_SECRET: z
    .string()
    .refine(isWebhookSecret, 'whsec_ and 24 to 64 bytes in base64')
    .optional(),
  BOOKING_FHIR_TOKEN: z.string().min(1).optional(),
  BOOKING_FHIR_KEY: z
    .string()
    .refine(isSigningKey, 'a private key in PEM: RSA of 2048 bits or more, or EC on P-384')
    .transform(pemOf)
    .optional(),
  HANDOFF_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isSafeReceiver, 'https, or http on this machine only')
    .optional(),
  HANDOFF_SECRET: z.string().min(32).optional(),
  TEAMS_ALERT_CHANNEL: z
    .string()
    .regex(/^\S+ https:\/\/\S+$/, 'the id of the conversation, a space, and its service URL')
    .transform((value) => {
      const [conversation = '', serviceUrl = ''] = value.split(' ');
      return { conversation, serviceUrl };
    })
    .optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
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

function contradictions(config: Config): string[] {
  const faults: string[] = [];
  if (config.ALLOW_ANONYMOUS && config.MicrosoftAppId !== undefined) {
    faults.push('ALLOW_ANONYMOUS: is for the Emulator, without MicrosoftAppId; unset one of the two');
  }
  if (config.ALLOW_ANONYMOUS && !LOOPBACK.has(config.HOST)) {
    faults.push('ALLOW_ANONYMOUS: accepts anyone, so HOST must be a loopback address such as 127.0.0.1');
  }
  faults.push(...registrationFaults(config));
  const teams = config.TEAMS_ALERT_CHANNEL?.serviceUrl;
  if (teams !== undefined && !isListed(teams, config.SERVICE_URL_HOSTS)) {
    faults.push('TEAMS_ALERT_CHANNEL: its service URL must be at a host of SERVICE_URL_HOSTS');
  }
  for (const [one, other] of PAIRS) {
    if (config[one] !== undefined && config[other] === undefined) faults.push(`${other}: needed with ${one}`);
  }
  return faults;
}

/** What the SDK would otherwise find out by itself, with an assertion that names no variable. */
function registrationFaults({
  MicrosoftAppType: type,
  MicrosoftAppId: id,
  MicrosoftAppPassword: password,
  MicrosoftAppTenantId: tenant,
}: Config): string[] {
  if (id === undefined) return [];
  const faults: string[] = [];
  const managed = type === 'UserAssignedMSI';
  if (type !== 'MultiTenant' && tenant === undefined)
    faults.push(`MicrosoftAppTenantId: a ${type} bot needs its tenant`);
  if (!managed && password === undefined)
    faults.push('MicrosoftAppPassword: needed with MicrosoftAppId (not with UserAssignedMSI)');
  if (managed && password !== undefined)
    faults.push('MicrosoftAppPassword: a UserAssignedMSI bot has none; unset it, or set MicrosoftAppType');
  return faults;
}

/** The first is of no use without the second. */
const PAIRS = [
  ['SMTP_URL', 'MAIL_FROM'],
  ['WEBHOOK_URL', 'WEBHOOK_SECRET'],
  ['HANDOFF_URL', 'HANDOFF_SECRET'],
  ['TEAMS_ALERT_CHANNEL', 'MicrosoftAppId'],
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ['TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
  ['TWILIO_FROM', 'TWILIO_ACCOUNT_SID'],
  // What Twilio signs begins with it.
  ['TWILIO_ACCOUNT_SID', 'PUBLIC_URL'],
] as const;
