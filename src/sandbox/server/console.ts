import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../api-error.ts';
import type { CallLog } from '../call-log.ts';
import type { Faults } from '../faults.ts';
import type { Look } from '../look.ts';
import type { People } from '../people.ts';
import { renderChat } from '../wire/user.ts';
import { botOf, type World } from '../world/world.ts';
import { runAct } from './console-acts.ts';
import { runFault } from './console-faults.ts';
import { createEventStream, type EventStream } from './event-stream.ts';
import { requireOwnPage } from './own-page.ts';
import { readBody } from './read-request.ts';
import { respondJson } from './respond.ts';
import { serveFile } from './serve-file.ts';
import { servePage } from './serve-page.ts';
import { showLastCalls } from './show-call.ts';

export type ConsoleParts = {
  world: World;
  people: People;
  look: Look;
  log: CallLog;
  faults: Faults;
  host: string;
  botId: number;
  channelId: number;
  groupId: number;
  pending: () => { updates: number; copies: number };
};

export type Console = ConsoleParts & { stream: EventStream; close(): void };

export function createConsole(parts: ConsoleParts): Console {
  const stream = createEventStream(parts.world, parts.log);
  return { ...parts, stream, close: () => stream.close() };
}

/** The page and what it needs. There is no login: only this machine's own pages are answered. */
export async function serveConsole(
  console: Console,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
): Promise<void> {
  requireOwnPage(request, console.host);
  if (path === '/console/act') {
    await serveAct(request, response, (body) => runAct(console.people, body));
    return;
  }
  if (path === '/console/fault') {
    await serveAct(request, response, (body) => runFault(console.faults, body));
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new ApiError(405, 'Method Not Allowed');
  if (path === '/console/state') respondJson(response, 200, renderState(console, query));
  else if (path === '/console/events') console.stream.join(response);
  else if (path.startsWith('/console/file/')) serveConsoleFile(console, response, path.slice(14));
  else servePage(response, path);
}

async function serveAct(
  request: IncomingMessage,
  response: ServerResponse,
  act: (body: unknown) => unknown,
): Promise<void> {
  if (request.method !== 'POST') throw new ApiError(405, 'Method Not Allowed');
  try {
    const body = JSON.parse((await readBody(request)).toString()) as unknown;
    respondJson(response, 200, { ok: true, result: act(body) ?? null });
  } catch (error) {
    respondJson(response, 400, { ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

/** By `file_unique_id`, that of the small photo too. */
function serveConsoleFile({ world }: Console, response: ServerResponse, id: string): void {
  serveFile(world, response, world.docs.get('file', id) ?? world.docs.get('file', id.replace(/s$/, '')));
}

const SHOWN = 200;
const SHOWN_CALLS = 50;

/** Everything a page shows; `?last=N` bounds each list. */
function renderState(console: Console, query: string): unknown {
  const { world, look, botId, channelId, groupId } = console;
  const last = Number(new URLSearchParams(query).get('last') ?? SHOWN) || SHOWN;
  const bot = botOf(world, botId);
  const users = look.users();
  const posts = look.channel(last);
  return {
    version: world.docs.version(),
    nowMs: world.clock.now(),
    bot: { id: bot.id, firstName: bot.firstName, username: bot.username, commands: bot.commands },
    channel: renderChat(world, channelId),
    group: renderChat(world, groupId),
    channelId,
    groupId,
    users,
    chats: Object.fromEntries(users.map(({ id }) => [id, look.private(id, last)])),
    posts,
    threads: Object.fromEntries(posts.map(({ id }) => [id, look.thread(id, last)])),
    loose: look.group(last).filter((message) => message.message_thread_id === undefined),
    pinned: { channel: look.pinned(channelId), group: look.pinned(groupId) },
    pending: console.pending(),
    faults: console.faults.waiting(),
    calls: showLastCalls(console.log.calls, SHOWN_CALLS),
  };
}
