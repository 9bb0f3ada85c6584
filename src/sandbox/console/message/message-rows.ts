import type { SeenMessage } from '../../control/state.ts';
import { dayKey } from '../page/time.ts';
import type { Action } from './message-actions.ts';
import { type AnyMessage, senderOf, serviceText } from './sender.ts';

/** The appearance of a message for its reader. */
export type Look = {
  isOwn: boolean;
  isNote: boolean;
  showsAuthor: boolean;
  /** The answered message, if the reader should see a quote. */
  replyTo: AnyMessage | undefined;
  /** The voter in a poll; undefined: nobody may vote. */
  voterId: number | undefined;
};

export type MessageRow = {
  /** Several messages are an album. */
  messages: [SeenMessage, ...SeenMessage[]];
  look: Look & { startsGroup: boolean };
  /** Actions of each message. */
  actions: [Action[], ...Action[][]];
};

export type Row = { day: number } | MessageRow;

export const isMessageRow = (row: Row): row is MessageRow => 'messages' in row;

/** Messages of one author within this time stand close together. */
const GROUP_SECONDS = 300;

/** Splits a chat into days, albums and groups of one author. */
export function rowsOf(
  messages: readonly SeenMessage[],
  look: (message: SeenMessage) => Look,
  actions: (message: SeenMessage) => Action[],
): Row[] {
  const result: Row[] = [];
  let before: SeenMessage | undefined;
  for (const message of messages) {
    const isNewDay = before === undefined || dayKey(before.date) !== dayKey(message.date);
    if (isNewDay) result.push({ day: message.date });
    const album = message.media_group_id;
    const row = result.at(-1);
    const isNext = !isNewDay && album !== undefined && before?.media_group_id === album;
    if (isNext && row !== undefined && isMessageRow(row)) {
      row.messages.push(message);
      row.actions.push(actions(message));
      row.look.isNote ||= look(message).isNote;
    } else {
      const startsGroup = isNewDay || before === undefined || startsAfter(before, message);
      const shown = { ...look(message), startsGroup };
      result.push({ messages: [message], look: shown, actions: [actions(message)] });
    }
    before = message;
  }
  return result;
}

const startsAfter = (before: SeenMessage, message: SeenMessage): boolean =>
  serviceText(before) !== null ||
  senderOf(before).id !== senderOf(message).id ||
  message.date - before.date > GROUP_SECONDS;
