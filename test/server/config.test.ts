import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_NAMES, readConfig } from '../../src/config';

const read = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');

describe('the configuration', () => {
  it('needs nothing at all', () => {
    expect(readConfig({})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3978,
      DATA_DIR: './data',
      ALLOW_ANONYMOUS: false,
    });
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('reports every fault at once, by name, without repeating a value', () => {
    const wrong = {
      PORT: 'eighty',
      DATABASE_URL: 'mysql://u:hunter2@h/d',
      DIRECT_LINE_SECRET: 'short',
      ALLOW_ANONYMOUS: 'yes',
    };
    const fault = (() => {
      try {
        return readConfig(wrong);
      } catch (error) {
        return error as Error & { code: string };
      }
    })();
    expect(fault).toMatchObject({ code: 'CONFIG_INVALID' });
    const { message } = fault as Error;
    for (const name of Object.keys(wrong)) expect(message).toContain(name);
    expect(message).not.toContain('hunter2');
  });

  it.each([
    ['anyone on an address that others reach', { ALLOW_ANONYMOUS: '1', HOST: '0.0.0.0' }, 'ALLOW_ANONYMOUS'],
    [
      'anyone beside an app id',
      { ALLOW_ANONYMOUS: '1', MicrosoftAppId: 'x', MicrosoftAppPassword: 'y', MicrosoftAppTenantId: 'z' },
      'ALLOW_ANONYMOUS',
    ],
    [
      'an app id without a tenant',
      { MicrosoftAppId: 'x', MicrosoftAppPassword: 'y' },
      'MicrosoftAppTenantId',
    ],
    [
      'an app id without a password',
      { MicrosoftAppId: 'x', MicrosoftAppTenantId: 'z' },
      'MicrosoftAppPassword',
    ],
    [
      'a managed identity without a tenant',
      { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'x' },
      'MicrosoftAppTenantId: a UserAssignedMSI bot',
    ],
    [
      'a managed identity with a password',
      {
        ...{ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'x' },
        ...{ MicrosoftAppTenantId: 'z', MicrosoftAppPassword: 'y' },
      },
      'MicrosoftAppPassword: a UserAssignedMSI bot',
    ],
    ['mail without a sender', { SMTP_URL: 'smtps://mail.example' }, 'MAIL_FROM'],
    ['a webhook in the clear', { WEBHOOK_URL: 'http://a.example/hook' }, 'WEBHOOK_URL'],
    ['a webhook without a secret', { WEBHOOK_URL: 'https://a.example/hook' }, 'WEBHOOK_SECRET'],
    ['a secret that is none', { WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, 'WEBHOOK_SECRET'],
    ['an origin with a path', { WIDGET_ORIGINS: 'https://a.example/chat' }, 'WIDGET_ORIGINS'],
    ['an origin without https://', { WIDGET_ORIGINS: 'www.a.example' }, 'WIDGET_ORIGINS'],
    ['an address without https://', { PUBLIC_URL: 'chat.a.example' }, 'PUBLIC_URL'],
  ])('does not let through %s', (_what, env, name) => {
    expect(() => readConfig(env)).toThrow(name);
  });

  it('takes a managed identity with its tenant and no password', () => {
    const managed = { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'x', MicrosoftAppTenantId: 'z' };
    expect(readConfig(managed)).toMatchObject(managed);
  });

  it.each(['README.md', '.env.example'])('has every variable in %s', (file) => {
    const text = read(file);
    expect(CONFIG_NAMES.filter((name) => !text.includes(name))).toEqual([]);
  });
});
