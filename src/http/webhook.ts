import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Clock } from '../base/clock.ts';
import { withTimeout } from '../base/timeout.ts';
import type { Secret } from '../config/secret.ts';
import type { RawUpdate } from '../telegram/inbound.ts';

type WebhookRoute = {
  path: string;
  secret: Secret;
  clock: Clock;
  /** Resolves once the update may be acknowledged. Null: the desk has not started. */
  receive(update: RawUpdate): Promise<void> | null;
  onFailed(updateId: number, error: unknown): void;
};

/** Longest time to hold a request. Telegram gives up after 60 s. */
const PATIENCE_MS = 10_000;
/** Many times the depth of a real update. */
const DEEPEST = 500;
/** Without the header, Telegram waits up to two minutes before the next delivery to the chat (`FACTS.md #34`). */
const RETRY_AFTER_S = 2;

/**
 * I1 The answer is 200 only after all commands of the update are committed. After any other answer Telegram delivers
 *    the update again, before later updates of the chat.
 * I2 A repeated update joins the first while the first is being received. Afterwards the command ids are known.
 * I3 Without the secret the body is not read.
 */
export function answerWebhook(app: FastifyInstance, route: WebhookRoute): void {
  const { path, secret, clock, receive, onFailed } = route;
  const underWay = new Map<number, Promise<boolean>>();

  /** False: not now. */
  function take(update: RawUpdate): Promise<boolean> {
    const id = update.update_id;
    const first = underWay.get(id);
    if (first !== undefined) return first;
    const taken = receive(update)?.then(
      () => true,
      (error: unknown) => {
        onFailed(id, error);
        return false;
      },
    );
    if (taken === undefined) return Promise.resolve(false);
    underWay.set(id, taken);
    void taken.then(() => underWay.delete(id));
    return taken;
  }

  app.post(
    path,
    {
      onRequest: async (request, reply) => {
        const given = request.headers['x-telegram-bot-api-secret-token'];
        if (!isSame(typeof given === 'string' ? given : '', secret.reveal())) {
          // The body stays unread, so the connection cannot carry another request.
          return reply
            .code(401)
            .header('connection', 'close')
            .send({ error: 'The secret is missing or wrong.' });
        }
      },
    },
    async (request, reply) => {
      const update = request.body;
      if (!isUpdate(update)) return reply.code(400).send({ error: 'This is no update of the Bot API.' });
      const taken = await withTimeout(clock, PATIENCE_MS, take(update));
      return taken === true ? reply.code(200).send() : notNow(reply);
    },
  );
}

const notNow = (reply: FastifyReply): FastifyReply =>
  reply.code(503).header('retry-after', RETRY_AFTER_S).send({ error: 'Not taken yet; deliver it again.' });

/** Compares in constant time for all lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isUpdate(body: unknown): body is RawUpdate {
  return (
    isObject(body) &&
    'update_id' in body &&
    Number.isSafeInteger(body.update_id) &&
    isNestedAtMost(body, DEEPEST)
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Deeper JSON can be parsed, but not serialized again. */
function isNestedAtMost(body: object, most: number): boolean {
  let level = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return false;
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  return true;
}
