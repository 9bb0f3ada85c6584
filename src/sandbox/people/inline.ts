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
import { changeBot, botOf, keyFor, messageOf, nextCounter, type World } from '../world/world.ts';

export type InlineActs = {
  /** Types `@bot query`; `offset` is the `next_offset` of the page before. Returns the id of the inline query. */
  queryInline(
    userId: number,
    query: string,
    chatType?: 'sender' | 'private' | 'supergroup' | 'channel',
    offset?: string,
  ): string;
  /** Chooses one of the answers, in a chat or in reply to a message there. Returns the number of the message. */
  chooseInline(userId: number, queryId: string, resultId: string, chatId: number, replyTo?: number): number;
  /** What BotFather sets: does the bot hear which answer was chosen? */
  setInlineFeedback(on: boolean): void;
};

type Fields = Record<string, unknown>;

/** Inline mode as people use it (TELEGRAM.md §1.8). */
export function createInlineActs(world: World, botId: number): InlineActs {
  return {
    queryInline(userId, query, chatType = 'supergroup', offset = '') {
      requirePerson(world, userId);
      const id = String(4_000_000_000_000_000 + nextCounter(world));
      world.queries.open({ id, botId, atMs: world.clock.now(), inline: { userId, query } });
      const payload = { id, from: renderUser(world, userId), chat_type: chatType, query, offset };
      pushUpdate(world, botId, 'inline_query', payload, `inline:${userId}`);
      return id;
    },
    chooseInline(userId, queryId, resultId, chatId, replyTo) {
      requirePerson(world, userId);
      const query = world.queries.find(queryId);
      if (query?.inline?.userId !== userId) throw new RefusedAct('noInlineQuery', userId, queryId);
      const results = (query.answer?.['results'] ?? []) as Fields[];
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
        from: userId,
        viaBot: botId,
        content: contentOf(world, botId, result),
        markup,
        replyTo,
      });
      if (botOf(world, botId).inlineFeedback) {
        const chosen = { result_id: resultId, from: renderUser(world, userId), query: query.inline.query };
        const inline = markup === undefined ? {} : { inline_message_id: inlineMessageId(message) };
        pushUpdate(world, botId, 'chosen_inline_result', { ...chosen, ...inline }, `chosen:${userId}`);
      }
      return message.id;
    },
    setInlineFeedback(on) {
      changeBot(world, botId, { inlineFeedback: on ? true : undefined });
    },
  };
}

/** Texts in place of whatever was shown, and files that Telegram has already. */
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
