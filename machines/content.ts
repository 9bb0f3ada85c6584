/** What a message holds, in our words: plain JSON, so it can wait in Redis and cross a restart. */
import type { UrlButton } from './keyboard.ts';

/** A Bot API MessageEntity; offsets and lengths are UTF-16 code units. */
export type Entity = { type: string; offset: number; length: number } & { [field: string]: unknown };

/** Parts that stand beside the words or the file of a message. */
type Beside = {
  forwardedFrom?: ForwardedFrom;
  about?: About;
  buttons?: Buttons;
};

export type TextContent = Beside & {
  kind: 'text';
  text: string;
  entities: Entity[];
  /** Telegram's LinkPreviewOptions as the author chose them. */
  linkPreview?: Record<string, unknown>;
};

/** A file with its caption. */
export type MediaContent = Beside & {
  kind: 'media';
  what: MediaKind;
  /** Good for this bot only. */
  fileId: string;
  /** The same for every bot and at any time. */
  uniqueId: string;
  /** Of a live photo the picture that stands still. */
  stillId?: string;
  caption?: string;
  captionEntities?: Entity[];
  captionAbove?: true;
  spoiler?: true;
  /** Telegram's id of the album it came in. */
  album?: string;
};

export type MediaKind =
  | 'photo'
  | 'live_photo'
  | 'video'
  | 'animation'
  | 'document'
  | 'audio'
  | 'voice'
  | 'video_note'
  | 'sticker';

/** Passed on by Telegram itself, by reference to where it was written. `what` is the Bot API field that holds it. */
export type CopiedContent = Beside & {
  kind: 'copied';
  what: string;
  /** The words it begins with, where it has some that are no caption: a poll's question. */
  heading?: string;
};

/** Whose words a client passes on. `url` opens a person, or a post of a public place. */
export type ForwardedFrom = { name: string; url?: string };

/**
 * Message of another chat, or story, to which a message replies. `from.url` opens a message of a public place.
 * `kind` is the Bot API field of a file, or `text`, or `story`.
 */
export type About = { kind: string; from: ForwardedFrom; quote?: { text: string; entities?: Entity[] } };

/** Buttons under a message. `lost` counts the buttons that only their own bot can offer. */
export type Buttons = { urls: UrlButton[][]; lost: number };

/** In front of the line that says so. In every language, so that it is found again in a quote. */
export const FORWARDED = '↪️ ';

/** Telegram lets no bot pass it on. */
export type RefusedContent = { kind: 'refused'; what: string };

export type Content = TextContent | MediaContent | CopiedContent | RefusedContent;

/** The kind as people would name it: the Bot API's field. */
export const kindOf = (content: Content): string => (content.kind === 'text' ? 'text' : content.what);

/** Telegram's id of the album that it came in; null: it came alone. */
export const albumOf = (content: Content): string | null =>
  content.kind === 'media' ? (content.album ?? null) : null;

/** The passage that a reply is about, chosen by its author. */
export type Quote = {
  text: string;
  entities?: Entity[];
  /** UTF-16 code units from the start of the message it was taken from. Of equal passages the nearest is meant. */
  position: number;
  /** Taken from words of the client that had been edited by then. */
  edited?: true;
  /** Taken by a client from what was not theirs. */
  forwardedFrom?: ForwardedFrom;
  /** Taken by an agent from what stands behind a line of the desk this long. UTF-16 code units. */
  lead?: number;
};
