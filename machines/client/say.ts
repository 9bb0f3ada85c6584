import type { Content } from '../content.ts';
import type { BoardNumber, EpochMs, PostId, ThreadMessageId, UserId } from '../ids.ts';
import type { OfRegions } from './context.ts';

/** A value in a text of the catalogue, as data: the text is made at delivery, in the language of the desk. */
export type SayParam =
  | string
  | number
  /** A name; opens the profile of a person, or an address. */
  | { name: string; id?: number | null; url?: string }
  | { at: EpochMs }
  /** The name of a board. */
  | { board: BoardNumber }
  /** Another text of the catalogue. */
  | { key: string }
  /** Telegram's reason for a refusal; `what`: the kind that no bot may pass on. */
  | { reason: string; what?: string };

/** A text of the catalogue. `url`: the whole line opens the address, or the post. */
export type Saying = {
  key: string;
  params?: Readonly<Record<string, SayParam>>;
  url?: string | { post: PostId };
};

/** A button with a text of the catalogue: sends `press` back as an untrusted word, or opens `url`. */
type SayButton = { label: Saying } & ({ press: string } | { url: string });

/**
 * The desk says something. `client` and `owner`: the private chat of the owner; `thread`: the team only; `admins`: each
 * administrator in private.
 */
export type Say<Text extends Saying = Saying> = Said<Text> &
  (
    | { to: 'client' | 'owner' | 'thread' | 'admins'; askedIn?: undefined }
    /** `askedIn`: the thread where the person asked, for a person whom the bot may not write to. Null: nobody asked. */
    | { to: UserId; askedIn: ThreadMessageId | null }
  );

type Said<Text extends Saying> = {
  kind: 'say';
  /** Several texts are lines of one message. */
  text: Text | readonly Text[];
  /** Message in the same chat. In the thread, absent: the root. */
  replyTo?: number;
  /** Rows of buttons. If Telegram refuses the buttons, the text is said without. */
  buttons?: readonly (readonly SayButton[])[];
  /** Under this name the text is said once within an hour: the items of an album are answered once. */
  once?: string;
  /** Said only if this edit of `replyTo` changes the message: Telegram reports edits without a change too. */
  edit?: Content;
  /** Answers a comment that did not reach the client: the comment is marked. */
  undelivered?: true;
  /** Answers a person outside the team and the clients: a message of a client always goes first. */
  hint?: true;
  /** An answer that may be lost: dropped after a minute of waiting, without `replyTo`, or after a refusal. */
  fleeting?: true;
  /** Answers in a thread that is no longer served. The client may have no other thread. */
  inOldThread?: true;
  /** The act happened outside the thread. The line waits for company, and then rides along with the next call. */
  elsewhere?: true;
  slot?: string;
  ahead?: true;
};

/** The texts that the chart says. A region adds the texts of the region. */
export type ChartSaying = OfRegions<'saying'>;
