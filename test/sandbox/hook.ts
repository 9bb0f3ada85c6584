import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from '@grammyjs/types';

type HookAnswer = { status: number; headers?: Record<string, string>; body?: unknown };

export type Delivery = {
  update: Update;
  secret: string | undefined;
  method: string | undefined;
  headers: IncomingMessage['headers'];
  isAnswered(): boolean;
  answer(status: number, more?: Omit<HookAnswer, 'status'>): void;
};

/** A server that answers when the test says so. */
export async function openHook() {
  const deliveries: Delivery[] = [];
  let answerFor: ((update: Update) => number | HookAnswer) | undefined;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const delivery: Delivery = {
        update: JSON.parse(body) as Update,
        secret: request.headers['x-telegram-bot-api-secret-token'] as string | undefined,
        method: request.method,
        headers: request.headers,
        isAnswered: () => response.writableEnded,
        answer: (status, more = {}) =>
          response
            .writeHead(status, more.headers)
            .end(more.body === undefined ? '' : JSON.stringify(more.body)),
      };
      deliveries.push(delivery);
      if (answerFor === undefined) return;
      const given = answerFor(delivery.update);
      if (typeof given === 'number') delivery.answer(given);
      else delivery.answer(given.status, given);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    deliveries,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answerAll: (answer: (update: Update) => number | HookAnswer): void => {
      answerFor = answer;
    },
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
