import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { formatText, isLonger } from '../entities/format-text.ts';
import type { FormattedText } from '../entities/spans.ts';
import { type Arguments, asObject, jsonArgument, textArgument } from './arguments.ts';
import type { Call } from './call.ts';

const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
const RAW_LIMIT_BYTES = 32 * 1024;

type Purpose = 'send' | 'edit';

/** `text` with its markup; limits count code points after parsing (FACTS.md #44). */
export function readText(call: Call, purpose: Purpose): FormattedText {
  const raw = textArgument(call.args, 'text');
  if (raw === '') throw badRequest('message text is empty');
  if (Buffer.byteLength(raw) > RAW_LIMIT_BYTES) throw badRequest('text is too long');
  const formatted = format(call, raw, call.args, 'entities');
  if (formatted.text === '') throw badRequest(call.world.assumptions.emptyTextRefusal);
  if (isLonger(formatted.text, TEXT_LIMIT)) {
    throw badRequest(purpose === 'send' ? 'message is too long' : 'MESSAGE_TOO_LONG');
  }
  return formatted;
}

export function readCaption(call: Call, args: Arguments, purpose: Purpose): FormattedText {
  const formatted = format(call, textArgument(args, 'caption'), args, 'caption_entities');
  if (isLonger(formatted.text, CAPTION_LIMIT)) {
    throw badRequest(purpose === 'send' ? 'message caption is too long' : 'MEDIA_CAPTION_TOO_LONG');
  }
  return formatted;
}

function format(call: Call, text: string, args: Arguments, entitiesName: string): FormattedText {
  const given = jsonArgument(args, entitiesName, 'message entities');
  const entities = Array.isArray(given) ? given.filter((item) => asObject(item) !== undefined) : [];
  return formatText(call.world, call.botId, {
    text,
    parseMode: textArgument(args, 'parse_mode'),
    entities: entities as MessageEntity[],
  });
}
