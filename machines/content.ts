/** What a message holds, in our words: plain JSON, so it can wait in Redis and cross a restart. */

/** A Bot API MessageEntity; offsets and lengths are UTF-16 code units. */
export type Entity = { type: string; offset: number; length: number } & { [field: string]: unknown };

export type TextContent = {
  kind: 'text';
  text: string;
  entities: Entity[];
  /** Telegram's LinkPreviewOptions as the author chose them. */
  linkPreview?: Record<string, unknown>;
  forwardedFrom?: ForwardedFrom;
};

/** A file with its caption. */
export type MediaContent = {
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
  forwardedFrom?: ForwardedFrom;
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
export type CopiedContent = {
  kind: 'copied';
  what: string;
  /** The words it begins with, where it has some that are no caption: a poll's question. */
  heading?: string;
  forwardedFrom?: ForwardedFrom;
};

/** Whose words a client passes on. `url` opens a person, or a post of a public place. */
export type ForwardedFrom = { name: string; url?: string };

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
