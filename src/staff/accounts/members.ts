import { randomUUID } from 'node:crypto';
import type { Database, Row, Statement } from '../../storage/types';
import type { Member, Role } from '../types';

/** An account with what it takes to sign in. Never leaves the accounts' folder. */
export interface Account extends Member {
  /** As {@link hashPassword} makes it. */
  readonly password: string;
  /** Secret of one-time codes, where they are asked for. */
  readonly totp?: string;
}

type Read = Pick<Database, 'query'>;

const COLUMNS = 'id, login, name, role, clinician';

/** Whether anybody has been added; where nobody has, the console offers nothing. */
export async function anybody(db: Read): Promise<boolean> {
  const rows = await db.query('SELECT id FROM staff_members WHERE active = 1 LIMIT 1');
  return rows.length > 0;
}

/** Everybody with an account, those who were removed as well (`active` false), by name. */
export async function members(db: Read): Promise<(Member & { readonly active: boolean })[]> {
  const rows = await db.query(`SELECT ${COLUMNS}, active FROM staff_members ORDER BY name, id`);
  return rows.map((row) => ({ ...memberOf(row), active: row['active'] === 1 }));
}

/** The account that signs in with a name, unless it was removed. */
export async function accountOf(db: Read, login: string): Promise<Account | undefined> {
  const sql = `SELECT ${COLUMNS}, password, totp FROM staff_members WHERE login = ? AND active = 1`;
  const [row] = await db.query(sql, [login.toLowerCase()]);
  if (!row) return undefined;
  const totp = row['totp'];
  return {
    ...memberOf(row),
    password: String(row['password']),
    ...(typeof totp === 'string' && { totp }),
  };
}

/** What is written of a new account. */
export interface NewMember {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly clinician?: string | undefined;
  /** As {@link hashPassword} makes it. */
  readonly password: string;
  readonly totp?: string | undefined;
}

/**
 * Adds an account, or makes the one that has the name already anew: password, role and one-time codes are replaced and
 * every session of it ends.
 */
export function added(member: NewMember, now: number): Statement[] {
  const { login, name, role, clinician = null, password, totp = null } = member;
  return [
    {
      sql: `INSERT INTO staff_members (id, login, name, role, clinician, password, totp, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role, active = 1,
          clinician = excluded.clinician, password = excluded.password, totp = excluded.totp, totp_step = 0,
          updated_at = excluded.updated_at`,
      params: [randomUUID(), login, name, role, clinician, password, totp, now, now],
    },
    sessionsEnded(login),
  ];
}

/** Takes an account out of use and ends its sessions; it stays in the store, because the audit names it. */
export function removed(login: string, now: number): Statement[] {
  return [
    {
      sql: 'UPDATE staff_members SET active = 0, updated_at = ? WHERE login = ? AND active = 1 RETURNING id',
      params: [now, login],
    },
    sessionsEnded(login),
  ];
}

function sessionsEnded(login: string): Statement {
  return {
    sql: 'DELETE FROM staff_sessions WHERE member = (SELECT id FROM staff_members WHERE login = ?)',
    params: [login],
  };
}

/** A member from a row that has {@link COLUMNS}. */
export function memberOf(row: Row): Member {
  const clinician = row['clinician'];
  return {
    id: String(row['id']),
    login: String(row['login']),
    name: String(row['name']),
    role: row['role'] as Role,
    ...(typeof clinician === 'string' && { clinician }),
  };
}
