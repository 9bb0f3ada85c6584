/** The name of an error says the next step of the caller. No error carries a token or a client's text. */
type Because = { cause?: unknown };

/** Another commit came first: load and decide again, now. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}

/** A retry later may succeed. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}

/** A bug of this program: park the cause and alert. */
export class DefectError extends Error {
  override readonly name = 'DefectError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}

/** The operator has to act. The message names the action and is shown without a stack. */
export class SetupError extends Error {
  override readonly name: string = 'SetupError';
  constructor(message: string, because: Because = {}) {
    super(message, because);
  }
}
