import type { Fault } from '../../src/sandbox/control/state.ts';

/** Refusals by Telegram (`FACTS.md #37`). */
export const tooMany = (seconds: number): Fault => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

export const serverError: Fault = { error_code: 500, description: 'Internal Server Error: restart' };

export const badGateway: Fault = { error_code: 502, description: 'Bad Gateway' };
