/**
 * Errors are named by what happens next. None may carry a token or a client's text.
 */
type Because = { cause?: unknown };

/** The person did something the desk refuses: they are told why, in their language. Not an error for the log. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
  /** Key of the catalogue's text that gives the reason. */
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(key: string, params: Readonly<Record<string, string | number>> = {}, because: Because = {}) {
    super(`Refused: ${key}`, because);
    this.key = key;
    this.params = params;
  }
}

/** Somebody else committed first: load again and decide again, now. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}

/** The same thing may well work later. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly retryAfterMs: number;

  constructor(options: Because & { retryAfterMs: number; message?: string }) {
    const { retryAfterMs, message, ...because } = options;
    super(message ?? `Try again in ${retryAfterMs} ms`, because);
    this.retryAfterMs = retryAfterMs;
  }
}

/** It will never work: give up and park it. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}

/** Our own bug: park what caused it and raise the alarm. */
export class DefectError extends Error {
  override readonly name = 'DefectError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}

/** Whoever installs the desk has to do something. The message says what, and is shown without a stack. */
export class SetupError extends Error {
  override readonly name: string = 'SetupError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}
