import type { ServerResponse } from 'node:http';
import type { CallLog } from '../bot-api/call-log.ts';
import type { World } from '../world/world.ts';
import type { Picture } from './picture.ts';
import { showCall } from './show-call.ts';

/** Server-sent events: `change` with a delta of the picture, at most 20 a second, and `call` for each Bot API call. */
export type EventStream = {
  join(response: ServerResponse): void;
  /** Sends a change that is no document. */
  tell(): void;
  /** Sends the changes at once. */
  flush(): void;
  close(): void;
};

const CHANGE_EVERY_MS = 50;
const HEARTBEAT_MS = 15_000;

export function createEventStream(world: World, log: CallLog, picture: Picture): EventStream {
  const open = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;

  function send(event: string, data: unknown): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const response of open) response.write(text);
  }

  function tellChange(): void {
    if (open.size > 0) timer ??= setTimeout(flush, CHANGE_EVERY_MS);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const delta = picture.advance();
    if (delta !== null) send('change', delta);
  }

  const stopListening = [
    world.docs.afterCommit(tellChange),
    log.listen((call) => {
      const shown = open.size === 0 ? null : showCall(call);
      if (shown === null) return;
      send('call', shown);
      tellChange(); // A call may cost budget or use up a fault.
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
      response.write(': \n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    tell: tellChange,
    flush,
    close() {
      for (const stop of stopListening) stop();
      clearTimeout(timer);
      clearInterval(heartbeat);
      for (const response of open) response.end();
      open.clear();
    },
  };
}
