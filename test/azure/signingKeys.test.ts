import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SigningKeys } from '../../src/channels/azure/signingKeys';
import { Authority, makeKey } from '../support/authority';
import { refusal } from '../support/refusal';

const [good, other] = [makeKey('good', 'P-256'), makeKey('other', 'P-256')];
const START = Date.parse('2026-11-23T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const unavailable = refusal('CONNECTOR_KEYS_UNAVAILABLE', 503);
const LOOKED = ['/metadata', '/keys'];

describe('the keys of the authority', () => {
  let authority: Authority;
  let now = START;
  let keys: SigningKeys;
  beforeEach(async () => {
    authority = await Authority.start();
    authority.keys = [good, other];
    now = START;
    keys = new SigningKeys(authority.metadataUrl, () => now);
  });
  afterEach(() => authority.stop());

  /** Until a look beside the turn is over. */
  const settled = () => keys.refresh().catch(() => undefined);

  it('are had by name, with what each is for; one that nobody has is not there', async () => {
    authority.keys = [makeKey('pinned', 'rsa', { alg: 'RS512', endorsements: ['msteams'] }), good];
    expect(await keys.find('pinned')).toMatchObject({ alg: 'RS512', endorsements: ['msteams'] });
    const found = await keys.find('good');
    expect(found?.key.equals(good.publicKey)).toBe(true);
    expect(found).toMatchObject({ alg: undefined, endorsements: [] });
    expect(await keys.find('nobody')).toBeUndefined();
    expect(authority.asked).toEqual(LOOKED);
  });

  it.each([
    ['for encrypting', makeKey('odd', 'P-256', { use: 'enc' })],
    ['of another kind', makeKey('odd', 'P-256', { kty: 'oct' })],
    ['without a name', makeKey('', 'P-256')],
    ['that cannot be read', makeKey('odd', 'P-256', { x: 'AAAA' })],
    ['whose channels are no list', makeKey('odd', 'P-256', { endorsements: 'msteams' })],
  ])('that are %s are as if not there, and spoil no other', async (_what, odd) => {
    authority.keys = [odd, good];
    expect(await keys.find(odd.kid)).toBeUndefined();
    expect(await keys.find('good')).toBeDefined();
  });

  it('are looked up once for all who wait', async () => {
    const found = await Promise.all([keys.find('good'), keys.find('other'), keys.find('nobody')]);
    expect(found.map((key) => key !== undefined)).toEqual([true, true, false]);
    expect(authority.asked).toEqual(LOOKED);
  });

  it('are looked up again for an unknown name ten seconds after the last look, not sooner', async () => {
    await keys.find('good');
    authority.keys = [good, other, makeKey('fresh', 'P-256')];
    now += 9_999;
    expect(await keys.find('fresh')).toBeUndefined();
    now += 1;
    expect(await keys.find('fresh')).toBeDefined();
    expect(authority.asked).toEqual([...LOOKED, ...LOOKED]);
  });

  it('are used for an hour without a look, then looked up beside the turn', async () => {
    await keys.find('good');
    now += HOUR;
    await keys.find('good');
    expect(authority.asked).toEqual(LOOKED);
    now += 1;
    authority.keys = [good];
    expect(await keys.find('other')).toBeDefined();
    await settled();
    expect(authority.asked).toEqual([...LOOKED, ...LOOKED]);
    expect(await keys.find('other')).toBeUndefined();
  });

  it('count for five days while the authority fails, asked for every ten seconds at most', async () => {
    await keys.find('good');
    authority.mood = 500;
    now += 5 * DAY - 1;
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await keys.find('good')).toBeDefined();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(authority.asked).toEqual([...LOOKED, '/metadata']);
    now += 1;
    await expect(keys.find('good')).rejects.toEqual(unavailable);
  });

  it('whose last look failed are not said to be missing, nor asked for again at once', async () => {
    authority.mood = 500;
    await expect(keys.find('good')).rejects.toEqual(unavailable);
    await expect(keys.find('good')).rejects.toEqual(unavailable);
    expect(authority.asked).toEqual(['/metadata']);
    authority.mood = 'well';
    now += 10_000;
    expect(await keys.find('good')).toBeDefined();
  });

  it.each([
    ['elsewhere', () => (authority.elsewhere = 'http://127.0.0.1:1/keys')],
    ['at no address', () => (authority.elsewhere = 'nowhere')],
  ])('are not had %s', async (_where, arrange) => {
    arrange();
    await expect(keys.find('good')).rejects.toEqual(unavailable);
    expect(authority.asked).toEqual(['/metadata']);
  });

  it('are waited for by whoever asks while they are looked up, even right after a look', async () => {
    await keys.find('good');
    authority.keys = [good, makeKey('fresh', 'P-256')];
    const looking = keys.refresh();
    expect(await keys.find('fresh')).toBeDefined();
    await looking;
  });
});

it('the authority leads nowhere else: a redirect is a failure', async () => {
  const authority = await Authority.start();
  authority.keys = [good];
  const moved = createServer((_req, res) => {
    res.writeHead(302, { Location: authority.metadataUrl });
    res.end();
  });
  await new Promise<void>((resolve) => moved.listen(0, '127.0.0.1', resolve));
  const { port } = moved.address() as AddressInfo;
  const keys = new SigningKeys(`http://127.0.0.1:${port}/metadata`, () => START);
  await expect(keys.find('good')).rejects.toEqual(unavailable);
  expect(authority.asked).toEqual([]);
  moved.close();
  await authority.stop();
});

it('keeps what the failure was, for the log', async () => {
  const keys = new SigningKeys('http://127.0.0.1:1/metadata', () => START);
  await expect(keys.find('good')).rejects.toMatchObject({ cause: expect.anything() as unknown });
});
