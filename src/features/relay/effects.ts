import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import type { About as AboutElsewhere, Content, Quote, TextContent } from '../../../machines/content.ts';
import type { Introduction } from '../../outbox/render/introduced.ts';
import type { MessageNumber, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';

export type RelayToThread = Extract<ChartEffect, { kind: 'relayToThread' }>;
export type RelayToClient = Extract<ChartEffect, { kind: 'relayToClient' }>;

/** At least one item, oldest first. */
type Items<From, C = Content> = [Item<From, C>, ...Item<From, C>[]];
type Item<From, C> = { n: MessageNumber; from: From; content: C };

type About<From> = { replyTo?: From; quote?: Quote };

/**
 * Several relays in one call. Never stored: the outbox joins entries when their time has come.
 * `album`: Telegram's id of the album; null: the files arrived one by one.
 */
export type AlbumToThread = {
  kind: 'albumToThread';
  album: string | null;
  items: Items<PrivateMessageId>;
} & About<PrivateMessageId>;

export type AlbumToClient = {
  kind: 'albumToClient';
  album: string | null;
  items: Items<ThreadMessageId>;
} & About<ThreadMessageId>;

export type TextsToThread = {
  kind: 'textsToThread';
  items: Items<PrivateMessageId, TextContent>;
} & About<PrivateMessageId>;

export type TextsToClient = {
  kind: 'textsToClient';
  items: Items<ThreadMessageId, TextContent>;
} & About<ThreadMessageId>;

/** The text under one item is a note or a command: no item of the album is for the client. */
export type WithholdAlbum = { kind: 'withholdAlbum'; album: string };

/** A parked comment is sent again, if the comment still exists. */
export type RetryComment = { kind: 'retryComment'; number: MessageNumber; message: ThreadMessageId };

/** The comment exists. The parked entry keeps the words; `content` names the album. */
export type ResendComment = {
  kind: 'resendComment';
  number: MessageNumber;
  from: ThreadMessageId;
  content: Content;
};

/** Tells the client which message of another chat a comment is about. */
export type IntroduceAtClient = {
  kind: 'introduceAtClient';
  number: MessageNumber;
  of: ThreadMessageId;
  about: AboutElsewhere;
};

/** The introduction of a client's message, below its counterpart `of`. */
export type IntroduceInThread = {
  kind: 'introduceInThread';
  number: MessageNumber;
  of: ThreadMessageId;
  introduction: Introduction;
};
