import type { MediaKind } from '../../machines/content.ts';

/** What becomes of each kind of message. The only place that decides it. */
export type KindRow = {
  /** Sent anew; repeated by Telegram, by reference; or not at all, because Telegram lets no bot. */
  pass: 'sent' | 'copied' | 'refused';
  /** What an edit can change on the other side. */
  edit: 'text' | 'caption' | 'nothing';
  /** Albums hold one of these families; `visual` mixes photos and videos. */
  album: 'visual' | 'document' | 'audio' | null;
};

const sent: KindRow = { pass: 'sent', edit: 'text', album: null };
const captioned: KindRow = { pass: 'copied', edit: 'caption', album: null };
const fixed: KindRow = { pass: 'copied', edit: 'nothing', album: null };
/** Bot API, copyMessage: "Service messages, paid media messages, giveaway messages … and invoice messages can't be copied." */
const refused: KindRow = { pass: 'refused', edit: 'nothing', album: null };

/**
 * By the field of a message that holds it, in the order in which the fields are asked for: an animation also has a
 * document, a venue also a location.
 */
export const kinds = {
  text: sent,
  animation: captioned,
  audio: { ...captioned, album: 'audio' },
  paid_media: refused,
  live_photo: { ...captioned, album: 'visual' },
  document: { ...captioned, album: 'document' },
  photo: { ...captioned, album: 'visual' },
  sticker: fixed,
  story: fixed,
  video: { ...captioned, album: 'visual' },
  video_note: fixed,
  voice: captioned,
  checklist: fixed,
  contact: fixed,
  dice: fixed,
  game: fixed,
  poll: fixed,
  venue: fixed,
  location: fixed,
  invoice: refused,
  giveaway: refused,
  giveaway_winners: refused,
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
