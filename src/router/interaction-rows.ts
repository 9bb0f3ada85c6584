import type { Person } from '../../machines/desk/may.ts';
import type { Content } from '../../machines/content.ts';
import type { PrivateMessageId, UserId } from '../../machines/ids.ts';
import type { Answer } from '../telegram/call.ts';
import type { Interaction } from '../telegram/interaction.ts';
import type { Step } from './command-row.ts';

type Asked<K extends Interaction['kind']> = Extract<Interaction, { kind: K }>;

type InlineParams = Extract<Answer, { method: 'answerInlineQuery' }>['params'];

/** One page of results. A `button` stands above the results and opens the chat with the bot, or the page. */
export type InlineAnswer = Pick<InlineParams, 'results' | 'next_offset' | 'button'>;

/** `person` is null for an outsider. */
export type InlineRow = {
  /** Null: the query is not for this row. */
  takes(query: Asked<'inline.asked'>, person: Person | null): Promise<InlineAnswer | null>;
  /** Telegram reports the chosen result only if inline feedback is on. */
  chosen?(choice: Asked<'inline.chosen'>): Step | null;
};

/** Words that a member of the team writes to the bot, and that are no command. */
type TeamWords = {
  by: UserId;
  person: Person;
  message: PrivateMessageId;
  content: Content;
  replyTo: PrivateMessageId | null;
};

/** Null: the words are not for this row. The step belongs to the person. */
export type TeamWordsRow = { takes(words: TeamWords): Step | null };

/** Null: the request is not for this row. A step belongs to the person who asks. */
export type JoinRow = {
  takes(request: Asked<'join.asked'>): Promise<{ answer: 'approve' | 'decline' | null; step?: Step } | null>;
};
