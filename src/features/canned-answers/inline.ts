import type { CannedAnswer } from '../../../machines/desk/canned.ts';
import type { Document } from '../../../machines/desk/document.ts';
import { may } from '../../../machines/desk/may.ts';
import {
  fillVariables,
  guarded,
  isAboutTicket,
  namesOf,
  placeholdersIn,
  valueOf,
  type VariableValues,
} from '../../../machines/desk/variables.ts';
import { deskValues } from '../../actor/fill-template.ts';
import { CAPTION_LIMIT, TEXT_LIMIT } from '../../outbox/render/limits.ts';
import type { InlineAnswer, InlineRow } from '../../router/interaction-rows.ts';
import { ranked, usable } from './answers.ts';
import type { CannedParts } from './ports.ts';
import { cannedStep } from './step.ts';

type Result = InlineAnswer['results'][number];

/** Telegram takes at most 50 results in one answer (`FACTS.md #29`). */
const PAGE = 50;
const DESCRIPTION = 120;

/**
 * `@bot words` in any chat. A member of the team gets answers; everybody else gets the offer to be served. The
 * membership is asked at each query, so a person who left the team gets the offer at once.
 */
export const inlineAnswers = (canned: CannedParts): InlineRow => ({
  async takes({ text, offset, chatType, profile }, person) {
    if (person === null) {
      return { results: [], button: { text: canned.texts.say('canned-offer'), start_parameter: 'inline' } };
    }
    if (!may(person, 'canned.use')) return { results: [] };
    const desk = canned.now();
    const values = { ...deskValues(desk), ...namesOf('agent', profile) };
    const fill = chatType === 'supergroup' ? fillNow(values) : fillWhole(values);
    const hits = ranked(usable(desk), text, await canned.store.used());
    return pageOf(hits, pageStart(offset), fill);
  },
  // Telegram reports the choice only if inline feedback is on at @BotFather.
  chosen: ({ by, result }) => ({ effects: [cannedStep({ act: 'used', by, code: result })] }),
});

/** Only the shown answers are filled. The offset counts hits, with the hits that make no sense in the chat. */
function pageOf(hits: readonly Document<CannedAnswer>[], from: number, fill: Fill): InlineAnswer {
  const results: Result[] = [];
  let next = from;
  for (; next < hits.length && results.length < PAGE; next += 1) {
    const hit = hits[next];
    const result = hit === undefined ? null : resultOf(hit.id, hit.value, fill);
    if (result !== null) results.push(result);
  }
  return { results, ...(next < hits.length ? { next_offset: String(next) } : {}) };
}

/** The offset is untrusted: the query of a modified app has any. */
const pageStart = (offset: string): number => (/^\d{1,5}$/.test(offset) ? Number(offset) : 0);

/** The words for a chat. Null: the answer makes no sense there. */
type Fill = (answer: CannedAnswer) => Pick<CannedAnswer, 'text' | 'entities'> | null;

/** For a thread: values about the client stay open, and are filled on the way to the client. */
export const fillNow =
  (values: VariableValues): Fill =>
  ({ text, entities }) =>
    fillVariables({ text, entities }, (placeholder) =>
      isAboutTicket(placeholder.name) ? null : guarded(valueOf(values, placeholder)),
    );

/** For a chat without a client of the desk: the fallback stands in for values about a client. */
export const fillWhole =
  (values: VariableValues): Fill =>
  ({ text, entities }) =>
    placeholdersIn(text).some(({ name, fallback }) => isAboutTicket(name) && fallback === null)
      ? null
      : fillVariables({ text, entities }, (placeholder) => valueOf(values, placeholder));

const FILE_TYPES = {
  photo: { type: 'photo', field: 'photo_file_id', limit: CAPTION_LIMIT },
  animation: { type: 'mpeg4_gif', field: 'mpeg4_file_id', limit: CAPTION_LIMIT },
  video: { type: 'video', field: 'video_file_id', limit: CAPTION_LIMIT },
  document: { type: 'document', field: 'document_file_id', limit: CAPTION_LIMIT },
  audio: { type: 'audio', field: 'audio_file_id', limit: CAPTION_LIMIT },
  voice: { type: 'voice', field: 'voice_file_id', limit: CAPTION_LIMIT },
  sticker: { type: 'sticker', field: 'sticker_file_id', limit: CAPTION_LIMIT },
  // Telegram has no inline result for these kinds.
  video_note: null,
  live_photo: null,
} as const;

/** Null: Telegram would refuse the result, and with the result the whole answer. */
function resultOf(id: string, answer: CannedAnswer, fill: Fill): Result | null {
  const words = fill(answer);
  if (words === null) return null;
  const length = Array.from(words.text).length;
  const shown = { title: answer.code, description: Array.from(words.text).slice(0, DESCRIPTION).join('') };
  if (answer.file === null) {
    if (words.text.trim() === '' || length > TEXT_LIMIT) return null;
    const content = { message_text: words.text, entities: words.entities };
    return { type: 'article', id, ...shown, input_message_content: content };
  }
  const kind = FILE_TYPES[answer.file.kind];
  if (kind === null || length > kind.limit) return null;
  const caption = words.text === '' ? {} : { caption: words.text, caption_entities: words.entities };
  return { type: kind.type, id, [kind.field]: answer.file.id, ...shown, ...caption };
}
