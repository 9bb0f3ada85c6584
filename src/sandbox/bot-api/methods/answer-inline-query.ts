import { badRequest } from '../api-error.ts';
import { asObject, flagArgument, integerArgument, jsonArgument, textArgument } from '../call/arguments.ts';
import type { Call, Method } from '../call/call.ts';

const MOST_RESULTS = 50;
const LONGEST_ID_BYTES = 64;
const LONGEST_OFFSET_BYTES = 64;
const CACHED_SECONDS = 300;

export const answerInlineQuery: Method = (call) => {
  const { args, world, botId } = call;
  const results = readResults(call);
  const nextOffset = textArgument(args, 'next_offset');
  if (Buffer.byteLength(nextOffset) > LONGEST_OFFSET_BYTES) throw badRequest('NEXT_OFFSET_INVALID');
  const isPersonal = flagArgument(args, 'is_personal');
  const cacheTime = Math.max(0, integerArgument(args, 'cache_time') ?? CACHED_SECONDS);
  const isKept = world.queries.answer(
    textArgument(args, 'inline_query_id'),
    botId,
    world.assumptions.inlineAnswerSeconds * 1000,
    {
      results,
      button: readButton(call),
      next_offset: nextOffset,
      is_personal: isPersonal,
      cache_time: cacheTime,
    },
    { seconds: cacheTime, isPersonal },
  );
  if (!isKept) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  return true;
};

function readResults({ args }: Call): unknown[] {
  const results = jsonArgument(args, 'results', 'inline query results') ?? [];
  if (!Array.isArray(results)) throw badRequest('expected an Array of inline query results');
  if (results.length > MOST_RESULTS) throw badRequest('too many inline query results specified');
  const ids = results.map((item: unknown) => String(asObject(item)?.['id']));
  if (ids.some((id) => Buffer.byteLength(id) > LONGEST_ID_BYTES)) throw badRequest('RESULT_ID_INVALID');
  if (new Set(ids).size !== ids.length) throw badRequest('RESULT_ID_DUPLICATE');
  return results;
}

function readButton({ args }: Call): Record<string, unknown> | undefined {
  const button = asObject(jsonArgument(args, 'button', 'inline query results button'));
  if (button === undefined || !('start_parameter' in button)) return button;
  const parameter = String(button['start_parameter']);
  if (parameter === '') throw badRequest("can't use empty start_parameter");
  if (!/^[\w-]{1,64}$/.test(parameter)) {
    throw badRequest('unallowed characters in start_parameter are used');
  }
  return button;
}
