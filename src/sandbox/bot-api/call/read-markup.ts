import type { InlineKeyboardButton, InlineKeyboardMarkup } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { checkedLink } from '../entities/links.ts';
import { present } from '../../world/world.ts';
import { asObject, jsonArgument, textArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { requireHttps } from './require-https.ts';
import type { Target } from './target-chat.ts';

export type Markup = { inline?: InlineKeyboardMarkup | undefined; replyKeyboard?: true | undefined };

const CALLBACK_DATA_LIMIT_BYTES = 64;

const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
] as const;

export function readMarkup(call: Call, type: Target['type'], onlyInline = false): Markup {
  const value = jsonArgument(call.args, 'reply_markup', 'reply keyboard markup');
  if (value === undefined) return {};
  const markup = asObject(value);
  if (markup === undefined) throw badRequest('object expected as reply markup');
  if ('inline_keyboard' in markup) {
    const inline = inlineKeyboard(markup['inline_keyboard'], type);
    requireShort(inline, call.world.assumptions.longestMarkupBytes);
    return { inline };
  }
  const isReply = 'keyboard' in markup || 'remove_keyboard' in markup || 'force_reply' in markup;
  if (!isReply) return {};
  if (onlyInline || type === 'channel') throw badRequest('inline keyboard expected');
  requireOrdinaryButtons(markup['keyboard'], type);
  return { replyKeyboard: true };
}

/** Requests for which only a private chat has an answer. */
const REQUESTS: Record<string, string> = {
  request_contact: 'phone number can be requested',
  request_location: 'location can be requested',
  request_poll: 'poll can be requested',
  request_users: 'users can be requested',
  request_chat: 'chats can be requested',
  web_app: 'web App buttons can be used',
};

function requireOrdinaryButtons(keyboard: unknown, type: Target['type']): void {
  if (type === 'private' || !Array.isArray(keyboard)) return;
  for (const button of keyboard.flat() as unknown[]) {
    const request = Object.keys(REQUESTS).find((name) => Boolean(asObject(button)?.[name]));
    if (request !== undefined) throw badRequest(`${REQUESTS[request]} in private chats only`);
  }
}

function requireShort(markup: InlineKeyboardMarkup | undefined, longestBytes: number): void {
  if (markup === undefined || Buffer.byteLength(JSON.stringify(markup)) <= longestBytes) return;
  throw badRequest('reply markup is too long');
}

function inlineKeyboard(value: unknown, type: Target['type']): InlineKeyboardMarkup | undefined {
  if (!Array.isArray(value)) throw badRequest('field "inline_keyboard" must be of type Array');
  const rows: InlineKeyboardButton[][] = [];
  for (const row of value as unknown[]) {
    if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" must be an Array of Arrays');
    const buttons = (row as unknown[]).map((button) => inlineButton(button, type));
    if (buttons.length > 0) rows.push(buttons);
  }
  return rows.length === 0 ? undefined : { inline_keyboard: rows };
}

function inlineButton(value: unknown, type: Target['type']): InlineKeyboardButton {
  const button = asObject(value);
  if (button === undefined) {
    throw badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object");
  }
  const text = button['text'];
  if (typeof text !== 'string' || text === '') {
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String');
  }
  const action = ACTIONS.find((name) => button[name] !== undefined);
  if (action === undefined) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  const argument = button[action];
  if (action === 'callback_data') {
    const size = Buffer.byteLength(String(argument));
    if (size === 0 || size > CALLBACK_DATA_LIMIT_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (action === 'web_app') {
    requireHttps(textArgument(asObject(argument) ?? {}, 'url'), 'inline keyboard button Web App URL');
    if (type !== 'private') throw badRequest('BUTTON_TYPE_INVALID');
  }
  if (action === 'url') {
    const url = checkedLink(String(argument));
    if (url === undefined) {
      const isOtherProtocol = /^(?!https?:)[^:/?#]+:\/\//i.test(String(argument));
      const reason = isOtherProtocol ? 'Unsupported URL protocol' : 'Wrong HTTP URL';
      throw badRequest(`inline keyboard button URL '${String(argument)}' is invalid: ${reason}`);
    }
    return kept(button, { text, url });
  }
  return kept(button, { text, [action]: argument });
}

function kept(button: Record<string, unknown>, fields: Record<string, unknown>): InlineKeyboardButton {
  const look = { style: button['style'], icon_custom_emoji_id: button['icon_custom_emoji_id'] };
  return present({ ...fields, ...look }) as unknown as InlineKeyboardButton;
}
