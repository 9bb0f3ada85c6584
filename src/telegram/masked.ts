import type { Transformer } from 'grammy';
import type { Mask } from '../config/mask.ts';

/**
 * Masks refusals. A server in front of Telegram may quote the address of the request, and the address holds the token;
 * refusals are kept in Redis and shown to agents.
 */
export const masked =
  (mask: Mask): Transformer =>
  async (call, method, payload, signal) => {
    const answer = await call(method, payload, signal);
    return answer.ok || typeof answer.description !== 'string'
      ? answer
      : { ...answer, description: mask(answer.description) };
  };
