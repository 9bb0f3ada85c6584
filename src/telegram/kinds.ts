import type { MediaKind } from '../../machines/content.ts';

/** Treatment of each kind of message. The README shows the same table. */
export type KindRow = {
  /** Sent again; copied by Telegram; or refused, because Telegram lets no bot copy the kind. */
  pass: 'sent' | 'copied' | 'refused';
  /** Parts that an edit can change in the counterpart. `file`: the file and the caption. */
  edit: 'text' | 'file' | 'caption' | 'nothing';
  /** Family for merging: texts become one text, files of a family an album. `visual` mixes photos and videos. */
  joins: 'text' | 'visual' | 'document' | 'audio' | null;
  /** Name in the catalogues, for a refusal. */
  refusedAs:
    | 'other'
    | 'story'
    | 'invoice'
    | 'game'
    | 'giveaway'
    | 'giveaway-winners'
    | 'checklist'
    | 'paid-media'
    | 'poll';
};

const file: KindRow = { pass: 'copied', edit: 'file', joins: null, refusedAs: 'other' };
const fixed: KindRow = { pass: 'copied', edit: 'nothing', joins: null, refusedAs: 'other' };
/** Bot API, copyMessage: "Service messages, paid media messages, giveaway messages … and invoice messages can't be copied." */
const refused: KindRow = { ...fixed, pass: 'refused' };

/**
 * Rows by field of the message, in the order of the look-up: an animation also has a document, a venue a location, a
 * live photo a photo.
 */
const kinds = {
  text: { pass: 'sent', edit: 'text', joins: 'text', refusedAs: 'other' },
  animation: file,
  audio: { ...file, joins: 'audio' },
  paid_media: { ...refused, refusedAs: 'paid-media' },
  live_photo: { ...file, joins: 'visual' },
  document: { ...file, joins: 'document' },
  photo: { ...file, joins: 'visual' },
  sticker: fixed,
  story: { ...fixed, refusedAs: 'story' },
  video: { ...file, joins: 'visual' },
  video_note: fixed,
  voice: { ...file, edit: 'caption' },
  checklist: { ...fixed, refusedAs: 'checklist' },
  contact: fixed,
  dice: fixed,
  game: { ...fixed, refusedAs: 'game' },
  /** A quiz is copied only if the bot knows the answer (Bot API, copyMessage). */
  poll: { ...fixed, refusedAs: 'poll' },
  venue: fixed,
  location: fixed,
  invoice: { ...refused, refusedAs: 'invoice' },
  giveaway: { ...refused, refusedAs: 'giveaway' },
  giveaway_winners: { ...refused, refusedAs: 'giveaway-winners' },
  rich_message: fixed,
} as const satisfies Record<string, KindRow>;

export type Kind = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as Kind[];

/** A kind of a later Bot API: the desk tries a copy, and shows a refusal. */
const UNKNOWN = fixed;

export const isKnown = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

export const rowOf = (kind: string): KindRow => (isKnown(kind) ? kinds[kind] : UNKNOWN);

/** Kinds with a file. A file can be sent by id when the original is gone. */
const FILES: readonly string[] = [
  'photo',
  'live_photo',
  'video',
  'animation',
  'document',
  'audio',
  'voice',
  'video_note',
  'sticker',
] satisfies MediaKind[];

export const isFile = (kind: string): kind is MediaKind => FILES.includes(kind);
