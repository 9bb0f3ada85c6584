import type { MessageEntity } from '@grammyjs/types';
import { withFound } from './fix-entities.ts';
import { overlaps, spanOf } from './spans.ts';

/** Countries by the first letter, and the names in use; Telegram knows all countries. */
const COUNTRIES =
  'a[cdefgilmoqrstuwxz]|b[abdefghijmnorstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[cegrstu]|f[ijkmor]|g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|m[acdeghklmnopqrstuvwxyz]|n[acefgilopruz]|o[m]|p[aefghklmnrstwy]|q[a]|r[eosuw]|s[abcdeghijklmnorstuvxyz]|t[cdfghjklmnortvwz]|u[agksyz]|v[aceginu]|w[fs]|y[et]|z[amw]';
const GENERIC =
  'com net org info biz edu gov mil int name pro aero coop museum jobs mobi travel tel cat asia ' +
  'post xxx dev app online shop store site tech club link page cloud blog news live chat world ' +
  'digital xyz top vip work email support help team agency center company design studio media ' +
  'marketing solutions services systems software network host hosting website space fun games ' +
  'game art photo photos photography gallery bank finance money insurance health care clinic ' +
  'doctor dental hospital law legal education school academy university training city town house ' +
  'homes land estate rent auto car cars bike taxi flights hotels tours food restaurant cafe bar ' +
  'pizza beer wine coffee fashion shoes clothing jewelry beauty salon hair fitness yoga sport ' +
  'football events party wedding band music audio video film movie radio show press report ' +
  'reviews guide wiki community social dating singles family kids baby toys pet dog garden green ' +
  'eco energy solar farm market supply tools parts repair build builders construction engineering ' +
  'industries trade business ventures capital fund group holdings partners consulting management ' +
  'expert guru ninja rocks cool sexy porn zip mov rio ltda abc google amazon apple microsoft';
const TOP_LEVEL = `${COUNTRIES}|${GENERIC.replaceAll(' ', '|')}|xn--[a-z0-9-]+|рф|бел|укр`;
const IP_ADDRESS = String.raw`(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const PORT = String.raw`(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])`;
const EMAIL = /[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]+\.)+[a-z]{2,24}\b/giu;
const OWN_SCHEME = /(?:tg|ton|tonsite):\/\/[^\s<>"«»“”‘’]+/giu;
const WEB_ADDRESS = new RegExp(
  String.raw`(?<![\p{L}\p{N}_@.\-/])(?:(?:https?|ftp):\/\/)?(?:${IP_ADDRESS}|(?:[\p{L}\p{N}-]+\.)+(?:${TOP_LEVEL}))(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])(?::${PORT}(?!\d))?(?:[/?#][^\s<>"«»“”‘’]*)?`,
  'giu',
);
/** Names of three letters are `gif`, `vid` and `pic`, given away by Telegram. */
const MENTION = /(?<![\p{L}\p{N}_/@])@(?:[a-z0-9_]{4,32}|gif|vid|pic)(?![\p{L}\p{N}_])/giu;
const HASHTAG =
  /(?<![\p{L}\p{N}_#&/])#(?=[\p{L}\p{N}_]*\p{L})[\p{L}\p{N}_\u00b7\u200c]{1,256}(?:@[a-z0-9_]{3,32})?(?!#)/giu;
const CASHTAG = /(?<![\p{L}\p{N}_$])\$(?:1INCH|[A-Z]{1,8})(?![\p{L}\p{N}_$])/gu;
const COMMAND = /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>@])/giu;
/** The server's rule is not known; numbers in international form are found for certain. */
const PHONE = /(?<![\p{L}\p{N}_+])\+\d(?:[ ().-]{0,2}\d){7,14}(?![\p{L}\p{N}_])/gu;

/** `mark`: a text without the mark holds no such entity. */
type Search = {
  type: MessageEntity['type'];
  mark: string;
  pattern: RegExp;
  tidy?: (found: string) => string;
};

const SEARCHES: Search[] = [
  { type: 'email', mark: '@', pattern: EMAIL },
  { type: 'url', mark: '://', pattern: OWN_SCHEME, tidy: withoutClosingPunctuation },
  { type: 'url', mark: '.', pattern: WEB_ADDRESS, tidy: withoutClosingPunctuation },
  { type: 'mention', mark: '@', pattern: MENTION },
  { type: 'hashtag', mark: '#', pattern: HASHTAG },
  { type: 'cashtag', mark: '$', pattern: CASHTAG },
  { type: 'bot_command', mark: '/', pattern: COMMAND },
  { type: 'phone_number', mark: '+', pattern: PHONE },
];

const HOLDS_NOTHING = new Set(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji']);

/** Adds the entities that Telegram finds outside of links and code. */
export function detectEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const found: MessageEntity[] = [];
  const taken = given.filter((entity) => HOLDS_NOTHING.has(entity.type)).map(spanOf);
  for (const { type, mark, pattern, tidy } of SEARCHES) {
    if (!text.includes(mark)) continue;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const length = (tidy?.(match[0]) ?? match[0]).length;
      const span = { start: match.index, end: match.index + length };
      if (length === 0 || taken.some((other) => overlaps(other, span))) continue;
      taken.push(span);
      found.push({ type, offset: match.index, length } as MessageEntity);
    }
  }
  return withFound(given, found);
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
