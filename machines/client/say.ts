import type { Content } from '../content.ts';
import type { BoardNumber, EpochMs, PostId, Priority, UserId } from '../ids.ts';
import type { Actor } from './event.ts';

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
export type Say<Text extends Saying = Saying> = {
  kind: 'say';
  to: 'client' | 'owner' | 'thread' | 'admins' | UserId;
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
  /** The act happened outside the thread. The line waits for company, and then rides along with the next call. */
  elsewhere?: true;
  slot?: string;
  ahead?: true;
};

export type Refusal =
  | 'closed-already'
  | 'banned'
  | 'banned-already'
  | 'unreachable'
  | 'deactivated'
  | 'edit-banned'
  | 'edit-unreachable'
  | 'erased'
  | 'edit-erased';

/** The texts that the chart says. */
export type ChartSaying =
  | { key: 'start' | 'restart' | 'end' | 'terms' | 'client-help' }
  | {
      key:
        | 'note-thread-continued'
        | 'note-client-blocked'
        | 'note-client-deactivated'
        | 'note-client-returned';
    }
  | { key: `refused-${Refusal}` }
  | { key: 'note-origin'; params: { origin: string } }
  | { key: 'refused-moved' | 'refused-here'; params: { board: { board: BoardNumber } } }
  | { key: 'note-moved'; params: { agent: Actor; board: { board: BoardNumber } } }
  | { key: 'open-thread'; url: { post: PostId } }
  | {
      key: 'note-prioritized';
      params: { agent: Actor; glyph: string; level: { key: `level-${Priority}` } };
    }
  | {
      key: 'note-closed' | 'note-closed-silently' | 'note-banned' | 'note-unbanned';
      params: { agent: Actor };
    };
