/** What a message holds, in our words: plain JSON, so it can wait in Redis and cross a restart. */

/** A Bot API MessageEntity; offsets and lengths are UTF-16 code units. */
export type Entity = { type: string; offset: number; length: number } & { [field: string]: unknown };

export type TextContent = {
  kind: 'text';
  text: string;
  entities: Entity[];
  /** Telegram's LinkPreviewOptions as the author chose them. */
  linkPreview?: Record<string, unknown>;
};

/** A file with its caption. */
export type MediaContent = {
  kind: 'media';
  what: MediaKind;
  /** Good for this bot only. */
  fileId: string;
  /** The same for every bot and at any time. */
  uniqueId: string;
  caption?: string;
  captionEntities?: Entity[];
  captionAbove?: true;
  spoiler?: true;
  /** Telegram's id of the album it came in. */
  album?: string;
};

export type MediaKind =
  | 'photo'
  | 'video'
  | 'animation'
  | 'document'
  | 'audio'
  | 'voice'
  | 'video_note'
  | 'sticker';

/** Passed on by Telegram itself, by reference to where it was written. `what` is the Bot API field that holds it. */
export type CopiedContent = { kind: 'copied'; what: string };

/** Telegram lets no bot pass it on. */
export type RefusedContent = { kind: 'refused'; what: string };

export type Content = TextContent | MediaContent | CopiedContent | RefusedContent;

/** The kind as people would name it: the Bot API's field. */
export const kindOf = (content: Content): string => (content.kind === 'text' ? 'text' : content.what);

/** The passage that a reply is about, chosen by its author. */
export type Quote = {
  text: string;
  entities?: Entity[];
  /** UTF-16 code units from the start of the message it was taken from. Of equal passages the nearest is meant. */
  position: number;
  /** Taken from words of the client that had been edited by then. */
  edited?: true;
};
