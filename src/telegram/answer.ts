import { type Api, GrammyError, HttpError } from 'grammy';
import type { Answer, Call, CallAnswer } from './call.ts';
import { TelegramError } from './error.ts';
import { codeOf, isUnsent, ProxyError } from './proxy-error.ts';

type Failure = Extract<CallAnswer, { ok: false }>;

/** One signature for all methods: the union of calls is checked at the call site. */
type AnyMethod = (params: object, signal?: AbortSignal) => Promise<unknown>;

/** Carries out a delivery. Never rejects. */
export async function carryOut(
  api: Api,
  { method, params }: Call | Answer,
  signal?: AbortSignal,
): Promise<CallAnswer> {
  try {
    const result = await (api.raw[method] as unknown as AnyMethod)(params, signal);
    const messageIds = messageIdsOf(result);
    if (isMissing(result) || (/^(send|copy)/.test(method) && messageIds.length === 0)) return NO_ANSWER;
    return { ok: true, messageIds };
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * Asks, and reads the result.
 * @throws TelegramError instead of grammY's own errors, also for a result that `read` cannot read
 */
export async function ask<Result, Value>(
  question: () => Promise<Result>,
  read: (result: Result) => Value,
): Promise<Value> {
  try {
    const result = await question();
    if (isMissing(result)) throw new TypeError('No result');
    return read(result);
  } catch (error) {
    const failure = failureOf(error);
    // oxlint-disable-next-line preserve-caught-error -- grammY's error may hold the URL, and the URL holds the token
    throw failure.failure === 'refused'
      ? new TelegramError(failure.description, failure.code, failure.retryAfterS, failure.migratedTo ?? null)
      : new TelegramError(failure.description, null);
  }
}

/** `ok: true` without a result is the answer of another program in Telegram's place. */
const isMissing = (result: unknown): boolean => result === undefined || result === null;

/** @throws TypeError for an answer that is about no chat, or about no member */
export function requireField<T extends object>(result: T, name: keyof T): T {
  if (result[name] === undefined) throw new TypeError(`The answer has no ${String(name)}`);
  return result;
}

const NO_ANSWER: Failure = { ok: false, failure: 'unknown', description: 'No answer from the Bot API' };

function messageIdsOf(result: unknown): number[] {
  if (Array.isArray(result)) return result.flatMap(messageIdsOf);
  if (typeof result !== 'object' || result === null || !('message_id' in result)) return [];
  return typeof result.message_id === 'number' ? [result.message_id] : [];
}

function failureOf(error: unknown): Failure {
  if (error instanceof GrammyError) return refusalIn(error);
  const cause = error instanceof HttpError ? error.error : error;
  if (cause instanceof ProxyError) return { ok: false, failure: 'unsent', description: cause.message };
  const code = codeOf(cause);
  if (code === '') return NO_ANSWER;
  return {
    ok: false,
    failure: isUnsent(cause) ? 'unsent' : 'unknown',
    description: `${NO_ANSWER.description} (${code})`,
  };
}

/** A refusal of the Bot API has a code and a description. Without them another program answers in Telegram's place. */
function refusalIn({ error_code: code, description, parameters }: GrammyError): Failure {
  if (!Number.isInteger(code) || typeof description !== 'string') return NO_ANSWER;
  const { retry_after: afterS, migrate_to_chat_id: migratedTo } = parameters;
  const named = afterS ?? /retry after (\d+)/i.exec(description)?.[1];
  return {
    ok: false,
    failure: 'refused',
    code,
    description,
    retryAfterS: named === undefined ? null : pauseS(Number(named)),
    ...(Number.isSafeInteger(migratedTo) ? { migratedTo } : {}),
  };
}

const LONGEST_PAUSE_S = 30 * 24 * 60 * 60;

/** At least a second, so that no call repeats at once; at most a month, so that the end is a date. */
const pauseS = (askedS: number): number =>
  Number.isNaN(askedS) ? 1 : Math.min(Math.max(1, askedS), LONGEST_PAUSE_S);
