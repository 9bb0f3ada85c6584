/** The content of a message in the desk's words. Plain JSON, so a content can wait in Redis across a restart. */
import type { UrlButton } from './keyboard.ts';

/** A Bot API MessageEntity; offsets and lengths are UTF-16 code units. */
export type Entity = { type: string; offset: number; length: number } & { [field: string]: unknown };

/** Parts beside the words or the file of a message. */
type Beside = {
  forwardedFrom?: ForwardedFrom;
  about?: About;
  buttons?: Buttons;
  /** Words of the desk's own canned answer, with variables. The decision fills the variables. */
  template?: true;
  /** The decision filled the variables: the words differ from the words of the original message. */
  filled?: true;
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
  /** The still picture of a live photo. */
  stillId?: string;
  caption?: string;
  captionEntities?: Entity[];
  captionAbove?: true;
  spoiler?: true;
  /** Telegram's id of the album. */
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

/** Copied by Telegram, by reference to the original. `what` is the field of the Bot API. */
export type CopiedContent = Beside & {
  kind: 'copied';
  what: string;
  /** The first words, unless the words are a caption: the question of a poll. */
  heading?: string;
};

/** The author of a forwarded message. `url` opens a person, or a post of a public chat. */
export type ForwardedFrom = { name: string; url?: string };

/**
 * The message of another chat, or the story, to which a message replies. `from.url` opens a message of a public chat.
 * `kind` is the Bot API field of a file, or `text`, or `story`.
 */
export type About = { kind: string; from: ForwardedFrom; quote?: { text: string; entities?: Entity[] } };

/** Buttons under a message. `lost` counts buttons that only the original bot can offer. */
export type Buttons = { urls: UrlButton[][]; lost: number };

/** Telegram lets no bot copy the content. */
export type RefusedContent = { kind: 'refused'; what: string };

export type Content = TextContent | MediaContent | CopiedContent | RefusedContent;

/** The kind as people name a message: the field of the Bot API. */
export const kindOf = (content: Content): string => (content.kind === 'text' ? 'text' : content.what);

/** Telegram's id of the album; null: the content came alone. */
export const albumOf = (content: Content): string | null =>
  content.kind === 'media' ? (content.album ?? null) : null;

/** The quoted passage of a reply, chosen by the author of the reply. */
export type Quote = {
  text: string;
  entities?: Entity[];
  /** UTF-16 code units from the start of the answered message. Among equal passages the nearest counts. */
  position: number;
  /** Taken from words of the client after an edit. */
  edited?: true;
  /** Taken by a client from words of the team or the desk. */
  forwardedFrom?: ForwardedFrom;
  /** Taken by an agent from the words behind a line of the desk. Length of the line in UTF-16 code units. */
  lead?: number;
};
