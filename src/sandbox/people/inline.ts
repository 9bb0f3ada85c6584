import type { InlineKeyboardMarkup, MessageEntity } from '@grammyjs/types';
import { formatText } from '../bot-api/entities/format-text.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { requirePerson } from './require-person.ts';
import { fileByFileId } from '../bot-api/wire/file-id.ts';
import { renderUser } from '../bot-api/wire/user.ts';
import { inlineMessageId } from '../world/inline-message.ts';
import { postMessage } from '../world/post-message.ts';
import { pushUpdate } from '../world/push-update.ts';
import type { Content } from '../world/shapes.ts';
import {
  botOf,
  changeBot,
  chatOf,
  keyFor,
  memberOf,
  messageOf,
  nextCounter,
  type Query,
  type World,
} from '../world/world.ts';
import type { PrivateActs } from './in-private.ts';
import { requireMayWrite } from './require-may-write.ts';
import { requireSight } from './require-sight.ts';

type ChatType = 'sender' | 'private' | 'group' | 'supergroup' | 'channel';

export type InlineActs = {
  /**
   * Types `@bot query`; `offset`: scrolls on from there. Returns the id of the inline query. If Telegram's server still
   * has an answer to the same query, the bot is not asked.
   */
  queryInline(userId: number, query: string, chatType?: ChatType, offset?: string): string;
  /** Chooses one of the answers, in a chat or in reply to a message there. Returns the number of the message. */
  chooseInline(userId: number, queryId: string, resultId: string, chatId: number, replyTo?: number): number;
  /** Presses the button above the answers. Starts the bot with the parameter, or returns the address of the page. */
  pressResultsButton(userId: number, queryId: string): string;
  /** A setting of BotFather: does the bot hear which answer was chosen? */
  setInlineFeedback(on: boolean): void;
};

type Fields = Record<string, unknown>;

const LONGEST_QUERY = 256;

/** Inline mode for people (FACTS.md #29). */
export function createInlineActs(
  world: World,
  botId: number,
  { start }: Pick<PrivateActs, 'start'>,
): InlineActs {
  function requireQuery(userId: number, queryId: string): Query & { inline: NonNullable<Query['inline']> } {
    requirePerson(world, userId);
    const query = world.queries.find(queryId);
    if (query?.inline?.userId !== userId) throw new RefusedAct('noInlineQuery', userId, queryId);
    return { ...query, inline: query.inline };
  }

  /** In a channel the post is the channel's, and only administrators post. */
  function speaker(userId: number, chatId: number): { from?: number; senderChat?: number } {
    if (chatId < 0 && chatOf(world, chatId)?.type === 'channel') {
      const role = memberOf(world, chatId, userId)?.role;
      if (role !== 'creator' && role !== 'administrator') throw new RefusedAct('noPoster', userId);
      return { senderChat: chatId };
    }
    if (chatId < 0) requireMayWrite(world, chatId, userId);
    else requireSight(world, userId, chatId);
    return { from: userId };
  }

  return {
    queryInline(userId, text, chatType = 'supergroup', offset = '') {
      requirePerson(world, userId);
      if (!botOf(world, botId).inline) throw new RefusedAct('noInlineMode');
      const query = Array.from(text.trim()).slice(0, LONGEST_QUERY).join('');
      const id = String(4_000_000_000_000_000 + nextCounter(world));
      const inline = { userId, query, chatType, offset };
      const asked = world.queries.open({ id, botId, atMs: world.clock.now(), inline });
      if (asked === 'answered') return id;
      const payload = { id, from: renderUser(world, userId), chat_type: chatType, query, offset };
      pushUpdate(world, botId, 'inline_query', payload, `inline:${userId}`);
      return id;
    },
    chooseInline(userId, queryId, resultId, chatId, replyTo) {
      const { answer, inline } = requireQuery(userId, queryId);
      const results = (answer?.['results'] ?? []) as Fields[];
      const result = results.find(({ id }) => String(id) === resultId);
      if (result === undefined) throw new RefusedAct('noInlineAnswer', queryId, resultId);
      const key = keyFor(botId, chatId);
      if (replyTo !== undefined && messageOf(world, key, replyTo) === undefined) {
        throw new RefusedAct('noMessage', replyTo, chatId);
      }
      const markup = result['reply_markup'] as InlineKeyboardMarkup | undefined;
      const message = postMessage(world, {
        key,
        chatId,
        author: userId,
        ...speaker(userId, chatId),
        viaBot: botId,
        content: contentOf(world, botId, result),
        markup,
        replyTo,
      });
      if (botOf(world, botId).inlineFeedback) {
        const chosen = { result_id: resultId, from: renderUser(world, userId), query: inline.query };
        const edited = markup === undefined ? {} : { inline_message_id: inlineMessageId(message) };
        pushUpdate(world, botId, 'chosen_inline_result', { ...chosen, ...edited }, `chosen:${userId}`);
      }
      return message.id;
    },
    pressResultsButton(userId, queryId) {
      const { answer } = requireQuery(userId, queryId);
      const { start_parameter: parameter, web_app: app } = (answer?.['button'] ?? {}) as Fields;
      if (typeof parameter === 'string') {
        start(userId, parameter);
        return parameter;
      }
      const url = (app as { url?: unknown } | undefined)?.url;
      if (typeof url !== 'string') throw new RefusedAct('noInlineAnswer', queryId, 'button');
      return url;
    },
    setInlineFeedback(on) {
      changeBot(world, botId, { inlineFeedback: on ? true : undefined });
    },
  };
}

/** Chosen results: a text, or a file that Telegram has already. */
function contentOf(world: World, botId: number, result: Fields): Content {
  const instead = (result['input_message_content'] ?? {}) as Fields;
  if (typeof instead['message_text'] === 'string') {
    return { kind: 'text', ...formatted(world, botId, instead, 'message_text', 'entities') };
  }
  const [, fileId] = Object.entries(result).find(([name]) => name.endsWith('_file_id')) ?? [];
  const file = typeof fileId === 'string' ? fileByFileId(world, botId, fileId) : undefined;
  if (file === undefined) throw new RefusedAct('inlineKind');
  const { text, entities } = formatted(world, botId, result, 'caption', 'caption_entities');
  return { kind: file.kind, file: file.id, caption: text, captionEntities: entities };
}

function formatted(
  world: World,
  botId: number,
  fields: Fields,
  name: string,
  entitiesName: string,
): { text: string; entities: MessageEntity[] } {
  const { [name]: text, parse_mode, [entitiesName]: entities } = fields;
  return formatText(world, botId, {
    text: typeof text === 'string' ? text : '',
    parseMode: typeof parse_mode === 'string' ? parse_mode : undefined,
    entities: (entities ?? []) as MessageEntity[],
  });
}
