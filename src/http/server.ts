import Fastify, { type FastifyError } from 'fastify';
import type { Clock } from '../base/clock.ts';
import { type Mask, maskForms } from '../config/mask.ts';
import type { Secret } from '../config/secret.ts';
import type { RawUpdate } from '../telegram/inbound.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import { scrapeOf } from '../telemetry/metrics.ts';
import { answerHealth } from './health.ts';
import { answerMetrics } from './metrics.ts';
import { answerWebhook } from './webhook.ts';

type HttpOptions = {
  host: string;
  /** 0: any free port */
  port: number;
  /** One for each desk that does not poll. */
  webhooks: readonly { path: string; secret: Secret }[];
  clock: Clock;
  log: Logger;
  /** @default maskForms */
  mask?: Mask;
  /** From the first byte of a request to the last byte of its body. @default 10 s */
  requestLimitMs?: number;
};

/** A desk behind the server, once the desk has started. */
type DeskBehind = {
  id: number;
  /** The path of the webhook; null: the desk polls. */
  path: string | null;
  log: Logger;
  /** Resolves once the update may be acknowledged. Rejects when the desk is stopping. */
  receive(update: RawUpdate): Promise<void>;
  /** Reasons why the desk cannot serve, by concern. Empty: ready. */
  reasons(): Promise<Record<string, string>>;
  /** A standby process is ready as well. */
  role(): 'leader' | 'standby';
};

export type HttpServer = {
  port: number;
  /** Before the call and after `end`, every update of the desk is answered 503. */
  serve(desk: DeskBehind): { end(): void };
  /** Takes no more requests; finishes the running requests. */
  close(): Promise<void>;
};

const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_LIMIT_MS = 10_000;
const CLOSE_PATIENCE_MS = 15_000;

/**
 * `/health`, `/ready`, `/metrics` and the webhook. The server starts before the desk, so that a process manager can
 * tell a process waiting for Telegram from a dead process.
 * @throws the error of the operating system when the address cannot be had
 */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const { host, port, webhooks, clock, log, mask = maskForms, requestLimitMs = REQUEST_LIMIT_MS } = options;
  const desks = new Set<DeskBehind>();
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: requestLimitMs,
    // By default Node waits 60 s for headers, longer than for the request, and looks every 30 s.
    http: { headersTimeout: requestLimitMs, connectionsCheckingInterval: requestLimitMs / 10 },
    // The desk treats such a key as data. A refusal would block the chat for a day.
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.message });
    events.requestFailed(log, { err: error });
    return reply.code(500).send({ error: 'The desk failed; its log says why.' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is nothing here.' }));
  let closing: Promise<void> | undefined;
  app.addHook('onSend', async (_request, reply, payload) => {
    // Otherwise the connection stays open for a next request, and so does the server.
    if (closing !== undefined) reply.header('connection', 'close');
    return typeof payload === 'string' ? mask(payload) : payload;
  });

  answerHealth(app, () => [...desks]);
  answerMetrics(app, scrapeOf(log));
  for (const webhook of webhooks) {
    const deskAt = () => [...desks].find(({ path }) => path === webhook.path) ?? null;
    answerWebhook(app, {
      ...webhook,
      clock,
      receive: (update) => deskAt()?.receive(update) ?? null,
      onFailed: (updateId, err) => events.updateNotTaken(deskAt()?.log ?? log, { updateId, err }),
    });
  }
  await app.listen({ host, port });

  const address = app.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    serve(desk) {
      desks.add(desk);
      return { end: () => void desks.delete(desk) };
    },
    close: () => (closing ??= closeInTime()),
  };

  /** An unfinished request does not keep the process alive. */
  async function closeInTime(): Promise<void> {
    const over = new AbortController();
    const closed = app.close().finally(() => over.abort());
    await clock.sleep(CLOSE_PATIENCE_MS, over.signal).then(
      () => app.server.closeAllConnections(),
      () => {},
    );
    await closed;
  }
}
