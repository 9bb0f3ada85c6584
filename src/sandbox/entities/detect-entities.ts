import type { MessageEntity } from '@grammyjs/types';
import { sortEntities } from './fix-entities.ts';
import { overlaps, spanOf } from './spans.ts';

const TOP_LEVEL =
  'com|net|org|info|biz|edu|gov|mil|int|io|me|dev|app|ai|co|br|pt|uk|us|de|fr|es|it|nl|ru|ar|mx|cl|eu|tv|xyz|online|shop|store|site|tech|club|link|page|cloud|blog|news|live|chat|world|digital';
const EMAIL = /[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]+\.)+[a-z]{2,24}\b/giu;
const URL_WITH_SCHEME = /(?:https?|ftp|tg|ton|tonsite):\/\/[^\s<>"«»“”‘’]+/giu;
const BARE_DOMAIN = new RegExp(
  `(?<![\\p{L}\\p{N}_@.\\-/])(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+(?:${TOP_LEVEL})(?![\\p{L}\\p{N}_@-])(?::\\d{1,5})?(?:[/?#][^\\s<>"«»“”‘’]*)?`,
  'giu',
);
const MENTION = /(?<![\p{L}\p{N}_/@])@[a-z0-9_]{3,32}(?![\p{L}\p{N}_])/giu;
const HASHTAG =
  /(?<![\p{L}\p{N}_#&/])#(?=[\p{L}\p{N}_]*\p{L})[\p{L}\p{N}_\u00b7\u200c]{1,256}(?:@[a-z0-9_]{3,32})?(?!#)/giu;
const CASHTAG = /(?<![\p{L}\p{N}_$])\$(?:1INCH|[A-Z]{1,8})(?![\p{L}\p{N}_$])/gu;
const COMMAND = /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/giu;

const SEARCHES: { type: MessageEntity['type']; pattern: RegExp; tidy?: (found: string) => string }[] = [
  { type: 'email', pattern: EMAIL },
  { type: 'url', pattern: URL_WITH_SCHEME, tidy: withoutClosingPunctuation },
  { type: 'url', pattern: BARE_DOMAIN, tidy: withoutClosingPunctuation },
  { type: 'mention', pattern: MENTION },
  { type: 'hashtag', pattern: HASHTAG },
  { type: 'cashtag', pattern: CASHTAG },
  { type: 'bot_command', pattern: COMMAND },
];

const HOLDS_NOTHING = new Set(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji']);

/** Adds what Telegram finds by itself, where no link or code is. */
export function detectEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const found: MessageEntity[] = [];
  const taken = given.filter((entity) => HOLDS_NOTHING.has(entity.type)).map(spanOf);
  for (const { type, pattern, tidy } of SEARCHES) {
    for (const match of text.matchAll(pattern)) {
      const length = (tidy?.(match[0]) ?? match[0]).length;
      const span = { start: match.index, end: match.index + length };
      if (length === 0 || taken.some((other) => overlaps(other, span))) continue;
      taken.push(span);
      found.push({ type, offset: match.index, length } as MessageEntity);
    }
  }
  return sortEntities([...given, ...found]);
}

function withoutClosingPunctuation(url: string): string {
  let kept = url;
  for (;;) {
    const last = kept.at(-1) ?? '';
    const closesNothing = last === ')' && count(kept, ')') > count(kept, '(');
    if (!closesNothing && !/[.,;:!?'"\]}>*_~]/.test(last)) return kept;
    kept = kept.slice(0, -1);
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
