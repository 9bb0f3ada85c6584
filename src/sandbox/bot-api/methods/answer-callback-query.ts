import { badRequest } from '../api-error.ts';
import { flagArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';

const LIFE_MS = 15_000;
const TEXT_LIMIT = 200;

export const answerCallbackQuery: Method = ({ args, world, botId }) => {
  const text = textArgument(args, 'text');
  if (text.length > TEXT_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
  const answer = { text, showAlert: flagArgument(args, 'show_alert'), url: textArgument(args, 'url') };
  if (!world.queries.answer(textArgument(args, 'callback_query_id'), botId, LIFE_MS, answer)) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  return true;
};
