import type { MediaKind } from '../../machines/content.ts';

/** What becomes of each kind of message. The only place that decides it; the README's table is this one. */
export type KindRow = {
  /** Sent anew; repeated by Telegram, by reference; or not at all, because Telegram lets no bot. */
  pass: 'sent' | 'copied' | 'refused';
  /** What an edit can change on the other side; `file`: the file itself, and its caption. */
  edit: 'text' | 'file' | 'caption' | 'nothing';
  /**
   * What it can become one message with, one after the other: texts one text; files of one family an album, and only
   * these come in albums. `visual` mixes photos and videos.
   */
  joins: 'text' | 'visual' | 'document' | 'audio' | null;
  /** What the catalogues call it when it cannot be passed on. */
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
 * By the field of a message that holds it, in the order in which the fields are asked for: an animation also has a
 * document, a venue also a location, a live photo also a photo.
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
  /** A quiz only if the bot is told its answer (Bot API, copyMessage). */
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

/** A kind that did not exist when this was written: tried, and refused visibly if Telegram does. */
const UNKNOWN = fixed;

export const isKnown = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

export const rowOf = (kind: string): KindRow => (isKnown(kind) ? kinds[kind] : UNKNOWN);

/** Kinds that are a file, which can be sent again by its id when the original is gone. */
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
