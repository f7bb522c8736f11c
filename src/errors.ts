/**
 * An error that a person can act on. Every error the project throws is one of these: the linter forbids a bare
 * `Error`, so that no failure reaches a log without a stable code.
 *
 * The message names what failed, which value, what is allowed and how to mend it. It never holds what a visitor
 * wrote, a name, a phone number or a token.
 */
export class TriageError extends Error {
  /**
   * @param code    stable, upper snake case, documented in the README's error list: `CONFIG_INVALID`
   * @param message for the person who has to mend it
   * @param options `cause`: the error underneath, kept; `status`: the HTTP status a client gets, 500 unless told;
   *                `details`: one line for each problem, when there are several
   */
  constructor(
    readonly code: string,
    message: string,
    options: { cause?: unknown; status?: number; details?: readonly string[] } = {},
  ) {
    const details = options.details ?? [];
    super([message, ...details.map((line) => `  - ${line}`)].join('\n'), { cause: options.cause });
    this.name = 'TriageError';
    this.status = options.status ?? 500;
    this.details = details;
  }

  readonly status: number;
  readonly details: readonly string[];
}
