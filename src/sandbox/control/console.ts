import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../bot-api/api-error.ts';
import type { CallLog } from '../bot-api/call-log.ts';
import type { Faults } from './faults.ts';
import type { Control } from './control.ts';
import type { Views } from './views.ts';
import type { People } from '../people/people.ts';
import { RefusedAct } from '../world/refused-act.ts';
import type { World } from '../world/world.ts';
import { runAct } from './run-act.ts';
import { runFault } from './run-fault.ts';
import { runControl } from './run-control.ts';
import { createEventStream, type EventStream } from './event-stream.ts';
import { createPicture, type Picture } from './picture.ts';
import { readBody } from '../bot-api/read-request.ts';
import { respondJson } from '../bot-api/respond.ts';
import { serveFile } from '../bot-api/serve-file.ts';
import { servePage } from './serve-page.ts';
import { showLastCalls } from './show-call.ts';
import type { ActAnswer, ConsoleState } from './state.ts';

type ConsoleParts = {
  world: World;
  /** Everything that the page may do. */
  acts: { people: People; control: Control; faults: Faults };
  views: Views;
  log: CallLog;
  host: string;
  botId: number;
  channelId: number;
  pending: () => { updates: number; copies: number };
};

export type Console = ConsoleParts & { picture: Picture; stream: EventStream; close(): void };

export function createConsole(parts: ConsoleParts): Console {
  const picture = createPicture(parts);
  const stream = createEventStream(parts.world, parts.log, picture);
  return { ...parts, picture, stream, close: () => stream.close() };
}

/** The page and the data of the page. No login exists: `requireOwnPage` has let the request in. */
export async function serveConsole(
  console: Console,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const doers: Record<string, (body: unknown) => unknown> = {
    '/console/act': (body) => runAct(console.acts.people, body),
    '/console/fault': (body) => runFault(console.acts.faults, body),
    '/console/control': (body) => runControl(console.acts.control, body),
    '/console/more': (body) => console.picture.showMore(String((body as { do?: unknown } | null)?.do)),
  };
  const doer = doers[path];
  if (doer !== undefined) {
    await serveAct(console.stream, request, response, doer);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new ApiError(405, 'Method Not Allowed');
  if (path === '/console/state') respondJson(response, 200, renderState(console));
  else if (path.startsWith('/console/board/')) serveBoard(console, response, Number(path.slice(15)));
  else if (path === '/console/export') serveExport(console, response);
  else if (path === '/console/events') console.stream.join(response);
  else if (path.startsWith('/console/answer/')) {
    respondJson(response, 200, { answer: console.views.answer(path.slice(16)) ?? null });
  } else if (path.startsWith('/console/file/')) serveConsoleFile(console, request, response, path.slice(14));
  else await servePage(request, response, path);
}

async function serveAct(
  stream: EventStream,
  request: IncomingMessage,
  response: ServerResponse,
  act: (body: unknown) => unknown,
): Promise<void> {
  if (request.method !== 'POST') throw new ApiError(405, 'Method Not Allowed');
  const answer = (status: number, body: ActAnswer): void => respondJson(response, status, body);
  try {
    const result = act(JSON.parse((await readBody(request, STATE_LIMIT_BYTES)).toString()));
    stream.tell();
    answer(200, { ok: true, result: result ?? null });
  } catch (error) {
    const refused = error instanceof RefusedAct ? { refusal: error.refusal, about: error.about } : {};
    const words = error instanceof Error ? error.message : String(error);
    answer(400, { ok: false, error: words, ...refused });
  }
}

/** Serves a file by `file_unique_id`, also by the id of the small photo. */
function serveConsoleFile(
  { world }: Console,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): void {
  serveFile(
    world,
    request,
    response,
    world.docs.get('file', id) ?? world.docs.get('file', id.replace(/s$/, '')),
  );
}

const SHOWN_CALLS = 50;
const SHOWN_POSTS = 200;
/** An imported state carries files. */
const STATE_LIMIT_BYTES = 64 * 1024 * 1024;

/** The state of the page. An open event stream gets the changes from here on, by version. */
function renderState({ picture, stream, world, log }: Console): ConsoleState {
  stream.flush();
  return {
    ...picture.whole(),
    nowMs: world.clock.now(),
    calls: showLastCalls(log.calls, SHOWN_CALLS),
  };
}

/** The state of a board: posts, threads, and the rest of the group. */
function serveBoard({ views }: Console, response: ServerResponse, channelId: number): void {
  const board = views.boards().find((one) => one.channelId === channelId);
  if (board === undefined) throw new ApiError(404, 'Not Found');
  const posts = views.channel(SHOWN_POSTS, channelId);
  const threads = posts.map(({ id }) => [id, views.thread(id, SHOWN_POSTS, channelId)]);
  const loose = views
    .group(SHOWN_POSTS, channelId)
    .filter(({ message_thread_id: thread }) => thread === undefined);
  respondJson(response, 200, { ...board, posts, loose, threads: Object.fromEntries(threads) });
}

function serveExport({ acts: { control } }: Console, response: ServerResponse): void {
  respondJson(response, 200, control.export(), {
    'content-disposition': 'attachment; filename="balcao-sandbox.json"',
  });
}
