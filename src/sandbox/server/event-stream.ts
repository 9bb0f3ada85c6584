import type { ServerResponse } from 'node:http';
import type { CallLog } from '../call-log.ts';
import type { World } from '../world/world.ts';
import { showCall } from './show-call.ts';

/** Server-sent events: `change` with the world's version, at most 20 a second, and `call` for each Bot API call. */
export type EventStream = { join(response: ServerResponse): void; close(): void };

const CHANGE_EVERY_MS = 50;
const HEARTBEAT_MS = 15_000;

export function createEventStream(world: World, log: CallLog): EventStream {
  const open = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;

  function send(event: string, data: unknown): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const response of open) response.write(text);
  }

  function tellChange(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      send('change', { version: world.docs.version() });
    }, CHANGE_EVERY_MS);
  }

  const stopListening = [
    world.docs.afterCommit(() => {
      if (open.size > 0) tellChange();
    }),
    log.listen((call) => {
      const shown = open.size === 0 ? null : showCall(call);
      if (shown !== null) send('call', shown);
    }),
  ];
  const heartbeat = setInterval(() => {
    for (const response of open) response.write(': \n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    join(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write(`event: change\ndata: ${JSON.stringify({ version: world.docs.version() })}\n\n`);
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    close() {
      for (const stop of stopListening) stop();
      clearTimeout(timer);
      clearInterval(heartbeat);
      for (const response of open) response.end();
      open.clear();
    },
  };
}
