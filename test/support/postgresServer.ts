import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

/** A real PostgreSQL: the one of TEST_DATABASE_URL, or a throw-away cluster on a free loopback port. */
export interface Postgres {
  /** Makes an empty database and returns its URL. */
  database(): Promise<string>;
  /** Ends the server's processes at once (as a crash does) and, after `downMs`, starts it again. Own cluster only. */
  crash(downMs?: number): Promise<void>;
  /** The table files of all databases, once everything is written out. Own cluster only. */
  tableFiles(): Promise<readonly Buffer[]>;
  /** Whether `crash` and `tableFiles` can be used. */
  readonly own: boolean;
  /** Removes the databases made, or the whole cluster. */
  stop(): Promise<void>;
}

/** The server that was given, which is not ours to end. */
export const given = process.env['TEST_DATABASE_URL'];
const programs = process.env['WITHOUT_POSTGRES'] === '1' ? undefined : findPrograms();

/** Whether there is a server, or what it takes to start one. */
export const hasPostgres = given !== undefined || programs !== undefined;

export async function startPostgres(): Promise<Postgres> {
  if (given !== undefined) return new Databases(given);
  if (programs === undefined) throw new Error('no PostgreSQL: look at hasPostgres first');
  return Cluster.make(programs);
}

class Databases implements Postgres {
  readonly own: boolean = false;
  readonly #made: string[] = [];

  constructor(protected readonly url: string) {}

  async database(): Promise<string> {
    const name = `triage_test_${randomBytes(6).toString('hex')}`;
    await this.admin(`CREATE DATABASE ${name}`);
    this.#made.push(name);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  crash(): Promise<void> {
    return Promise.reject(new Error('only a cluster of our own can be crashed'));
  }

  tableFiles(): Promise<readonly Buffer[]> {
    return Promise.reject(new Error('only the files of a cluster of our own can be read'));
  }

  async stop(): Promise<void> {
    for (const name of this.#made) await this.admin(`DROP DATABASE IF EXISTS ${name}`);
  }

  protected async admin(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
}

class Cluster extends Databases {
  override readonly own = true;
  #server: ChildProcess | undefined;

  private constructor(
    private readonly bin: string,
    private readonly dir: string,
    private readonly port: number,
  ) {
    super(`postgres://triage@127.0.0.1:${port}/postgres`);
  }

  static async make(bin: string): Promise<Cluster> {
    const dir = mkdtempSync(join(tmpdir(), 'triage-postgres-'));
    if (nobody) chownSync(dir, nobody.uid, nobody.gid);
    const cluster = new Cluster(bin, dir, await freePort());
    const options = [
      '-D',
      'data',
      '-U',
      'triage',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ];
    await promisify(execFile)(join(bin, 'initdb'), options, { cwd: dir, ...nobody });
    process.once('exit', () => cluster.#server?.kill('SIGQUIT'));
    await cluster.#start();
    return cluster;
  }

  override async crash(downMs = 0): Promise<void> {
    await this.#end('SIGQUIT');
    await sleep(downMs);
    await this.#start();
  }

  override async tableFiles(): Promise<readonly Buffer[]> {
    await this.admin('CHECKPOINT');
    const base = join(this.dir, 'data', 'base');
    return readdirSync(base, { recursive: true, encoding: 'utf8' })
      .map((name) => join(base, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file));
  }

  override async stop(): Promise<void> {
    await this.#end('SIGQUIT');
    rmSync(this.dir, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '100',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#server = spawn(join(this.bin, 'postgres'), ['-D', 'data', '-p', `${this.port}`, ...args], {
      cwd: this.dir,
      stdio: 'ignore',
      ...nobody,
    });
    for (let attempt = 0; !(await this.#answers()); attempt += 1) {
      if (attempt === 200) throw new Error('the throw-away PostgreSQL did not start');
      await sleep(50);
    }
  }

  async #answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }
}

/** PostgreSQL refuses to run as root; then it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/** The directory that holds initdb and postgres. */
function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
    : [];
  const path = (process.env['PATH'] ?? '').split(delimiter);
  return [...versions, ...path].find((dir) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(dir, program))),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
