import { badRequest } from '../api-error.ts';
import { asObject, jsonArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';

const MOST_RESULTS = 50;
const LONGEST_OFFSET_BYTES = 64;

export const answerInlineQuery: Method = ({ args, world, botId }) => {
  const results = jsonArgument(args, 'results', 'inline query results') ?? [];
  if (!Array.isArray(results)) throw badRequest('expected an Array of inline query results');
  if (results.length > MOST_RESULTS) throw badRequest('too many inline query results specified');
  const ids = results.map((item: unknown) => String(asObject(item)?.['id']));
  if (new Set(ids).size !== ids.length) throw badRequest('RESULT_ID_DUPLICATE');
  const nextOffset = textArgument(args, 'next_offset');
  if (Buffer.byteLength(nextOffset) > LONGEST_OFFSET_BYTES) throw badRequest('NEXT_OFFSET_INVALID');
  const button = asObject(jsonArgument(args, 'button', 'inline query results button'));
  if (button !== undefined && 'start_parameter' in button) {
    const parameter = String(button['start_parameter']);
    if (parameter === '') throw badRequest("can't use empty start_parameter");
    if (!/^[\w-]{1,64}$/.test(parameter)) {
      throw badRequest('unallowed characters in start_parameter are used');
    }
  }
  if (
    !world.queries.answer(
      textArgument(args, 'inline_query_id'),
      botId,
      world.assumptions.inlineAnswerSeconds * 1000,
      { results, button, next_offset: nextOffset },
    )
  ) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  return true;
};
