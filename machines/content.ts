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

/** Everything that is not text is passed on by Telegram itself, by reference to where it was written. */
export type CopiedContent = {
  kind: 'copied';
  /** The Bot API field that holds it: photo, voice, poll, … */
  what: string;
  caption?: string;
  captionEntities?: Entity[];
};

export type Content = TextContent | CopiedContent;
