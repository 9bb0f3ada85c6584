import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { renderUser } from '../wire/user.ts';
import { contactOf, type World } from '../../world/world.ts';
import { isEmptyText } from './clean-text.ts';
import { detectEntities } from './detect-entities.ts';
import { fixEntities, trimFormatted, withinLimit } from './fix-entities.ts';
import { checkedLink, linkedUserId } from './links.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { parseMarkdownV2 } from './parse-markdown-v2.ts';
import type { FormattedText } from './spans.ts';

type Source = {
  text: string;
  parseMode?: string | undefined;
  entities?: readonly MessageEntity[] | undefined;
};

/** The text as it is stored: markup parsed, entities checked, blanks trimmed, links and commands found. */
export function formatText(world: World, botId: number, source: Source): FormattedText {
  const parsed = parse(source);
  const entities = parsed.entities.flatMap((entity) => resolveLink(world, botId, entity));
  const fixed = trimFormatted(fixEntities({ text: parsed.text, entities }));
  if (isEmptyText(fixed.text)) return { text: '', entities: [] };
  return { text: fixed.text, entities: detectEntities(fixed.text, withinLimit(fixed.entities)) };
}

function parse({ text, parseMode, entities }: Source): FormattedText {
  switch ((parseMode ?? '').toLowerCase()) {
    case '':
    case 'none':
      return { text, entities: [...(entities ?? [])] };
    case 'html':
      return parseHtml(text);
    case 'markdown':
      return parseMarkdown(text);
    case 'markdownv2':
      return parseMarkdownV2(text);
    default:
      throw badRequest('unsupported parse_mode');
  }
}

/** A link to a user becomes the user's name; a link to an unknown user disappears. */
function resolveLink(world: World, botId: number, entity: MessageEntity): MessageEntity[] {
  const { offset, length } = entity;
  if (entity.type === 'text_link') {
    const userId = linkedUserId(entity.url ?? '');
    if (userId !== undefined) return mention(world, botId, userId, offset, length);
    const url = checkedLink(entity.url ?? '');
    return url === undefined ? [] : [{ type: 'text_link', offset, length, url }];
  }
  if (entity.type === 'text_mention') return mention(world, botId, entity.user?.id, offset, length);
  return [plainEntity(entity)];
}

const FIELDS: Partial<Record<MessageEntity['type'], readonly string[]>> = {
  pre: ['language'],
  custom_emoji: ['custom_emoji_id'],
  date_time: ['unix_time', 'date_time_format'],
};

/** Drops fields that mean nothing for the type. */
function plainEntity(entity: MessageEntity): MessageEntity {
  const { type, offset, length } = entity;
  const plain: Record<string, unknown> = { type, offset, length };
  for (const name of FIELDS[type] ?? [])
    if (name in entity) plain[name] = entity[name as keyof MessageEntity];
  return plain as unknown as MessageEntity;
}

function mention(
  world: World,
  botId: number,
  userId: number | undefined,
  offset: number,
  length: number,
): MessageEntity[] {
  if (userId === undefined) return [];
  const known = userId === botId || contactOf(world, botId, userId) !== undefined;
  return known ? [{ type: 'text_mention', offset, length, user: renderUser(world, userId) }] : [];
}

/** Telegram counts characters as code points (FACTS.md #44). */
export function isLonger(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let count = 0;
  for (const _ of text) count += 1;
  return count > limit;
}
