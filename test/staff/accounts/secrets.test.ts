import { Secret, TOTP } from 'otpauth';
import { newOneTimeSecret, oneTimeAddress, stepOfCode } from '../../../src/staff/accounts/oneTimeCode';
import { hashPassword, isWeak, verifyPassword } from '../../../src/staff/accounts/password';
import { MONDAY } from '../../booking/support';
import { refusal } from '../../support/refusal';

const CHEAP = { ln: 4, r: 8, p: 1 };
const STEP = 30_000;

describe('a password', () => {
  it('is kept as a salted hash that says what it cost', async () => {
    const [one, other] = [
      await hashPassword('secret words', CHEAP),
      await hashPassword('secret words', CHEAP),
    ];
    expect(one).toMatch(/^scrypt\$4\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword('secret words', one)).toBe(true);
    expect(await verifyPassword('secret word', one)).toBe(false);
  });

  it('is the same however a keyboard composes its letters', async () => {
    const hash = await hashPassword('caf\u00e9 \u00e0 la carte', CHEAP);
    expect(await verifyPassword('cafe\u0301 a\u0300 la carte', hash)).toBe(true);
  });

  it('is nobody’s without a hash, nor with one that was cut', async () => {
    expect(await verifyPassword('', undefined)).toBe(false);
    const hash = await hashPassword('secret words', CHEAP);
    expect(await verifyPassword('secret words', hash.slice(0, -4))).toBe(false);
    expect(await verifyPassword('secret words', hash.slice(0, -43))).toBe(false);
  });

  it('costs 32 MB, three times, and one that cost less is made anew', async () => {
    const hash = await hashPassword('secret words');
    expect(hash).toMatch(/^scrypt\$15\$8\$3\$/);
    expect(isWeak(hash)).toBe(false);
    for (const other of ['scrypt$14$8$3$a$b', 'scrypt$15$8$1$a$b', 'xscrypt$15$8$3$a$b', ''])
      expect(isWeak(other)).toBe(true);
  });

  it('is waited for by twenty at most, one after the other, and a fault holds up nobody', async () => {
    const order: number[] = [];
    const impossible = hashPassword('x', { ln: 0, r: 8, p: 1 });
    const hashes = Array.from({ length: 19 }, (_, index) =>
      // The first takes longest: side by side, the others would be done before it.
      hashPassword('x', { ...CHEAP, ln: index === 0 ? 12 : 4 }).then(() => order.push(index)),
    );
    await expect(hashPassword('x', CHEAP)).rejects.toEqual(refusal('STAFF_BUSY', 503));
    await expect(impossible).rejects.toThrow();
    await Promise.all(hashes);
    expect(order).toEqual(Array.from({ length: 19 }, (_, index) => index));
    await expect(hashPassword('x', CHEAP)).resolves.toMatch(/^scrypt/);
  });
});

describe('a one-time code', () => {
  const secret = newOneTimeSecret();
  const code = (at: number, of = secret) =>
    new TOTP({ secret: Secret.fromBase32(of) }).generate({ timestamp: at });
  const now = MONDAY;
  const step = now / STEP;

  it('has a secret of its own of 160 bits', () => {
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newOneTimeSecret()).not.toBe(secret);
  });

  it.each([-1, 0, 1])('counts %d steps off, as that step', (off) => {
    expect(stepOfCode(secret, code(now + off * STEP), now)).toBe(step + off);
    expect(stepOfCode(secret, code(now + off * STEP), now + STEP - 1)).toBe(step + off);
  });

  it.each([-2, 2])('does not count %d steps off', (off) => {
    expect(stepOfCode(secret, code(now + off * STEP), now)).toBeUndefined();
  });

  it('may be typed with blanks, and is nothing else than six digits', () => {
    const right = code(now);
    expect(stepOfCode(secret, ` ${right.slice(0, 3)} \t${right.slice(3)}\n`, now)).toBe(step);
    for (const wrong of ['', right.slice(1), `${right}0`, `0${right}`, `${right}x`, `x${right}`, 'xxxxxx'])
      expect(stepOfCode(secret, wrong, now)).toBeUndefined();
    expect(stepOfCode(secret, code(now, newOneTimeSecret()), now)).toBeUndefined();
  });

  it('has an address that an app reads: the practice, the login and what standard apps take', () => {
    const address = new URL(oneTimeAddress(secret, 'ana', 'Juniper Street'));
    expect(decodeURIComponent(address.href)).toMatch(/^otpauth:\/\/totp\/Juniper Street:ana\?/);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      ...{ issuer: 'Juniper Street', secret, algorithm: 'SHA1', digits: '6', period: '30' },
    });
  });
});
