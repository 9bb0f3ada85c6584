import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, badRequest } from './api-error.ts';
import type { Call, Method } from './call/call.ts';
import type { CallLog } from './call-log.ts';
import type { Fault } from '../control/state.ts';
import type { FaultPicker } from '../control/faults.ts';
import type { Limits } from './limits.ts';
import { whyAbsent } from './methods/absent.ts';
import { findMethod } from './methods/table.ts';
import type { Polls } from './long-polls.ts';
import type { Sending, InFlightSends } from './in-flight-sends.ts';
import type { World } from '../world/world.ts';
import { readRequest, type RequestData } from './read-request.ts';
import { respondError, respondJson } from './respond.ts';

export type BotApi = {
  world: World;
  limits: Limits;
  inFlight: InFlightSends;
  polls: Polls;
  faults: FaultPicker;
  log: CallLog;
};

/** The caller, the method, and the response. */
type Asked = {
  botId: number;
  method: { name: string; run: Method };
  data: RequestData;
  chatId: number | undefined;
  startedMs: number;
  sending: Sending;
  response: ServerResponse;
};

/** `/bot<token>/<method>`: caller, faults on demand, the call itself, and the entry in the log. */
export async function serveBotApi(
  api: BotApi,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  methodName: string,
  query: string,
): Promise<void> {
  const data = await readRequest(request, query);
  const botId = authenticate(api.world, token);
  const method = findMethod(methodName);
  if (method === undefined) throw new ApiError(404, `Not Found: ${whyAbsent(methodName)}`);

  const startedMs = api.world.clock.now();
  const chatId = calledChat(api.world, data.args['chat_id']);
  const fault = api.faults.pick(method.name, chatId);
  const asked = { botId, method, data, chatId, startedMs, sending: api.inFlight.open(botId), response };
  try {
    if (fault === 'drop-before') dropBefore(api, asked);
    else if (isWordForWord(fault)) await answerWordForWord(api, asked, fault, addressOf(request));
    else await answer(api, asked, fault);
  } catch (error) {
    const refusal =
      error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${String(error)}`);
    if (refusal.delayMs > 0) await pause(api.world, refusal.delayMs);
    log(api, asked, undefined, refusal);
    respondError(response, refusal);
  } finally {
    asked.sending.end();
  }
}

async function answer(api: BotApi, asked: Asked, fault: Fault | undefined): Promise<void> {
  if (typeof fault === 'object' && 'error_code' in fault) {
    throw new ApiError(fault.error_code, fault.description, fault.parameters);
  }
  if (typeof fault === 'object' && 'failsAt' in fault) await runInPart(api, asked, fault);
  const { result, description } = await run(api, asked);
  if (typeof fault === 'object' && 'delayMs' in fault) await pause(api.world, fault.delayMs);
  log(api, asked, result);
  if (fault === 'drop-after') asked.response.destroy();
  else respondJson(asked.response, 200, { ok: true, result, description });
}

function dropBefore(api: BotApi, asked: Asked): void {
  log(api, asked, undefined, new ApiError(0, 'connection dropped before the effect'));
  asked.response.destroy();
}

type WordForWord = Extract<Fault, { status: number }>;

const isWordForWord = (fault: Fault | undefined): fault is WordForWord =>
  typeof fault === 'object' && 'status' in fault;

/** As a proxy or a broken server would answer: whatever the body says, the call was carried out or not. */
async function answerWordForWord(
  api: BotApi,
  asked: Asked,
  { status, body, isDone }: WordForWord,
  url: string,
): Promise<void> {
  const result = isDone === true ? (await run(api, asked)).result : undefined;
  const text = body.replaceAll('<url>', url);
  if (isDone === true) log(api, asked, result);
  else log(api, asked, undefined, new ApiError(status, `answered word for word: ${body}`));
  const type = /^\s*[{[]/.test(text) ? 'application/json' : 'text/html';
  asked.response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  asked.response.end(text);
}

const addressOf = ({ headers, url }: IncomingMessage): string => `http://${headers.host}${url}`;

function log(api: BotApi, asked: Asked, result: unknown, error?: ApiError): void {
  const { data, method, chatId, startedMs } = asked;
  api.log.add({
    at: startedMs,
    method: method.name,
    params: data.args,
    files: [...data.uploads.keys()],
    chatId,
    ok: error === undefined,
    result,
    error: error === undefined ? undefined : { error_code: error.code, description: error.message },
    durationMs: api.world.clock.now() - startedMs,
  });
}

async function run(
  { world, limits, polls }: BotApi,
  { botId, method, data, sending, response }: Asked,
): Promise<{ result: unknown; description: string | undefined }> {
  let description: string | undefined;
  const call: Call = {
    world,
    botId,
    args: data.args,
    uploads: data.uploads,
    limits,
    sending,
    polls,
    describe(text) {
      description = text;
    },
    onHangUp(leave) {
      response.on('close', leave);
    },
  };
  const result = await world.docs.act(() => method.run(call));
  return { result, description };
}

/** As if one item of an album could not be sent. */
async function runInPart(
  api: BotApi,
  asked: Asked,
  { failsAt, reason }: Extract<Fault, { failsAt: number }>,
): Promise<never> {
  const { data } = asked;
  const { media } = data.args;
  const items: unknown = typeof media === 'string' ? JSON.parse(media) : media;
  const sent = Array.isArray(items) ? items.slice(0, failsAt - 1) : [];
  if (sent.length > 0) {
    await run(api, { ...asked, data: { ...data, args: { ...data.args, media: sent } } });
  }
  throw badRequest(`failed to send message #${failsAt} with the error message "${reason}"`);
}

export function authenticate(world: World, token: string): number {
  if (!/^\d+:[\w-]+$/.test(token)) throw new ApiError(401, 'Unauthorized: invalid token specified');
  const botId = world.index.botByToken(token);
  if (botId === undefined) throw new ApiError(401, 'Unauthorized');
  return botId;
}

function calledChat(world: World, value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value.trim() : '';
  if (text.startsWith('@')) return world.index.chatByName(text.slice(1));
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

function pause(world: World, ms: number): Promise<void> {
  return new Promise((resolve) => void world.clock.setTimeout(resolve, ms));
}
