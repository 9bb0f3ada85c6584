import type { Entity } from '../../../machines/content.ts';
import { AUTHORS } from '../../../machines/marks.ts';
import type { Voice } from '../../actor/command.ts';
import { concat } from './slice.ts';
import { personLink, plain, type Words } from './words.ts';

/** Between messages of one author that left together, and between the lines of the desk. */
export const SEPARATOR = '\n';
/** Between the blocks of different authors. */
const BREAK = '\n\n';

export type Joined = {
  text: string;
  entities: Entity[];
  /** The place of each message, without a heading. UTF-16 code units. */
  spans: { start: number; end: number }[];
};

/** Several messages of one author as a single text, with the formatting moved along. Pure. */
export const join = (parts: readonly Words[]): Joined =>
  joinBlocks(parts.map((words) => ({ words, voice: null })));

/** Words of several authors as a single text. The first words of each author have a heading. Null: no heading. Pure. */
export function joinBlocks(blocks: readonly { words: Words; voice: Voice | null }[]): Joined {
  let whole = plain('');
  let before: Voice | null | undefined;
  const spans: Joined['spans'] = [];
  for (const {
    words: { text, entities },
    voice,
  } of blocks) {
    const isSame = before !== undefined && sameVoice(before, voice);
    const lead = isSame || voice === null ? plain('') : heading(voice);
    if (before !== undefined) whole = concat(whole, plain(isSame ? SEPARATOR : BREAK));
    whole = concat(whole, lead, { text, entities });
    spans.push({ start: whole.text.length - text.length, end: whole.text.length });
    before = voice;
  }
  return { ...whole, spans };
}

const sameVoice = (one: Voice | null, other: Voice | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** `🙋 Bia: `: the name of a member of the team opens the profile. */
export function heading(voice: Voice): Words {
  if (voice.by === 'desk') return plain('');
  const mark = AUTHORS[voice.by];
  const name = voice.name.replaceAll(/\s+/gu, ' ').trim();
  const entities =
    voice.by === 'client' || voice.id === null ? [] : [personLink(mark.length, name.length, voice.id)];
  return { text: `${mark}${name}: `, entities };
}
