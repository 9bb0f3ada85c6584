/**
 * Errors are named by what happens next. None may carry a token or a client's text.
 */
type Because = { cause?: unknown };

/** Somebody else committed first: load again and decide again, now. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}

/** Not now, but the same thing may be done later. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
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
