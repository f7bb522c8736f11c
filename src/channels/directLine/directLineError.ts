import { TriageError } from '../../errors';

/** Azure's names of what can be wrong with a Direct Line call, with our stable code and Azure's usual status. */
const FAULTS = {
  BadArgument: { code: 'DIRECT_LINE_BAD_ARGUMENT', status: 400 },
  TokenExpired: { code: 'DIRECT_LINE_TOKEN_EXPIRED', status: 403 },
  NotFound: { code: 'DIRECT_LINE_NOT_FOUND', status: 404 },
  NotSupported: { code: 'DIRECT_LINE_NOT_SUPPORTED', status: 501 },
  BotError: { code: 'DIRECT_LINE_BOT_ERROR', status: 502 },
  ServiceError: { code: 'DIRECT_LINE_SERVICE_ERROR', status: 503 },
  BotTimeout: { code: 'DIRECT_LINE_BOT_TIMEOUT', status: 504 },
} as const;

/** What a Direct Line client is told: `{ error: { code: wire, message } }` with the status. */
export class DirectLineError extends TriageError {
  /**
   * @param wire    the name that clients of Azure's service know
   * @param message for the developer of the client; it goes out as it is
   * @param options `status` where the fault's usual one does not fit; `cause`
   */
  constructor(
    readonly wire: keyof typeof FAULTS,
    message: string,
    options: { status?: number; cause?: unknown } = {},
  ) {
    super(FAULTS[wire].code, message, {
      status: options.status ?? FAULTS[wire].status,
      cause: options.cause,
    });
  }
}
