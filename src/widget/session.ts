import type { Pending } from './transcript';

/** What outlives a reload. */
export interface Session {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
  /** Epoch milliseconds after which the token is refreshed. */
  readonly refreshAt: number;
}
interface Stored {
  readonly session?: Session;
  /** The conversation was opened: from now on it is continued. */
  readonly started?: boolean;
  readonly pending: readonly Pending[];
  readonly language?: string;
}

const KEY = 'triage.conversation';

/**
 * Keeps the session for this tab (sessionStorage), or for this device (localStorage) once the visitor asked for it.
 * Where the browser refuses storage, it is kept for the life of the page.
 */
export class SessionStore {
  private memory: Stored;
  private retired = false;

  constructor() {
    this.memory = this.read('localStorage') ?? this.read('sessionStorage') ?? { pending: [] };
  }

  get value(): Stored {
    return this.memory;
  }

  get remembered(): boolean {
    return this.read('localStorage') !== undefined;
  }

  save(change: Partial<Stored>): void {
    if (this.retired) return;
    this.memory = { ...this.memory, ...change };
    this.write(this.remembered);
  }

  /** Moves the session between this tab and this device. */
  remember(device: boolean): void {
    this.remove();
    this.write(device);
  }

  /** Leaves nothing behind, and keeps nothing from now on: a late answer must not bring the old session back. */
  forget(): void {
    this.retired = true;
    this.remove();
  }

  private write(device: boolean): void {
    try {
      window[device ? 'localStorage' : 'sessionStorage'].setItem(KEY, JSON.stringify(this.memory));
    } catch {
      // Private windows and full disks: `memory` has it.
    }
  }

  private remove(): void {
    for (const place of ['localStorage', 'sessionStorage'] as const) {
      try {
        window[place].removeItem(KEY);
      } catch {
        // Refused storage holds nothing.
      }
    }
  }

  private read(place: 'localStorage' | 'sessionStorage'): Stored | undefined {
    try {
      const text = window[place].getItem(KEY);
      const value = text === null ? undefined : (JSON.parse(text) as Stored);
      return value && Array.isArray(value.pending) ? value : undefined;
    } catch {
      return undefined;
    }
  }
}
