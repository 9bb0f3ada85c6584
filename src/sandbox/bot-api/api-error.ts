import type { ResponseParameters } from '@grammyjs/types';

/** A refusal as the Bot API words it; the HTTP status is the same number. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;
  /** Delays the answer by so many milliseconds. */
  readonly delayMs: number;

  constructor(code: number, description: string, parameters?: ResponseParameters, delayMs = 0) {
    super(description);
    this.name = 'ApiError';
    this.code = code;
    this.parameters = parameters;
    this.delayMs = delayMs;
  }
}

export function badRequest(text: string): ApiError {
  return new ApiError(400, `Bad Request: ${text}`);
}

export function forbidden(text: string): ApiError {
  return new ApiError(403, `Forbidden: ${text}`);
}

/** A basic group that became a supergroup (FACTS.md #28). */
export function upgraded(supergroup: number): ApiError {
  return new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
    migrate_to_chat_id: supergroup,
  });
}

export function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}
