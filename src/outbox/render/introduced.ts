import type { About, Content, ForwardedFrom } from '../../../machines/content.ts';
import type { Texts } from '../../i18n/texts.ts';
import { aboutWords } from './about.ts';
import { forwardedWords } from './forwarded.ts';
import { prefixed } from './prefix.ts';
import { concat } from './slice.ts';
import { plain, type Words } from './words.ts';

/** The team reads the author of forwarded words; the client reads the words as the team's. */
type Reader = 'team' | 'client';

/** The facts in front of a message: the answered message of another chat, and the author of a forward. */
export type Introduction = { about?: About; forwardedFrom?: ForwardedFrom };

/** Null: the message needs no introduction. */
export function introductionOf(content: Content): Introduction | null {
  if (content.kind === 'refused') return null;
  const { about, forwardedFrom } = content;
  if (about === undefined && forwardedFrom === undefined) return null;
  return {
    ...(about === undefined ? {} : { about }),
    ...(forwardedFrom === undefined ? {} : { forwardedFrom }),
  };
}

/** The lines of the desk in front of a message, one for each fact. */
export function introductionLines(
  { about, forwardedFrom }: Introduction,
  texts: Texts,
  reader: Reader,
): Words[] {
  return [
    ...(about === undefined ? [] : [aboutWords(texts, about)]),
    ...(forwardedFrom === undefined || reader === 'client' ? [] : [forwardedWords(texts, forwardedFrom)]),
  ];
}

/** The content behind the introduction; null: the content has no place or no room for the lines. */
export function introduced(content: Content, texts: Texts, reader: Reader = 'team'): Content | null {
  const lines = introductionLines(introductionOf(content) ?? {}, texts, reader);
  if (lines.length === 0) return content;
  const isBare = content.kind === 'media' && (content.caption ?? '') === '';
  const lead = lines.flatMap((line, index) =>
    isBare && index === lines.length - 1 ? [line] : [line, plain('\n')],
  );
  return prefixed(content, concat(...lead));
}
