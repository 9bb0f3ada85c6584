import type { Refusal } from '../../../machines/client/effect.ts';
import type { TextRef, Texts } from '../../i18n/texts.ts';
import { type Introduction, introductionLines } from './introduced.ts';
import { reasonWords } from './reason.ts';
import { concat } from './slice.ts';
import { plain, type Words } from './words.ts';

export type ThreadReply =
  /** Lines of the catalogue. */
  | { key: 'lines'; lines: readonly TextRef[] }
  | { key: 'flooding'; perMinute: number }
  | { key: 'not-this-thread' }
  | {
      key:
        | 'edit-unknown'
        | 'edited-note'
        | 'edited-command'
        | 'edited-not-team'
        | 'file-gone'
        | 'deleted-since';
    }
  /** `reason` in Telegram's own words; `what`: the kind that no bot may pass on. */
  | { key: 'not-delivered' | 'edit-not-delivered'; reason: string; what?: string }
  /** The introduction of a message that has no room for the lines. */
  | { key: 'introduction'; of: Introduction }
  /** Buttons that only their own bot can offer. */
  | { key: 'buttons-lost' };

type Reply = ThreadReply | { key: Refusal };

const joinLines = (lines: Words[]): Words =>
  concat(...lines.flatMap((line, index) => (index === 0 ? [line] : [plain('\n'), line])));

/** A line of the desk under a message of the thread. */
export const replyWords = (reply: Reply, texts: Texts, terms: string): Words =>
  reply.key === 'introduction'
    ? joinLines(introductionLines(reply.of, texts, 'team'))
    : plain(replyText(reply, texts, terms));

export function replyText(
  reply: Exclude<Reply, { key: 'introduction' }>,
  texts: Texts,
  terms: string,
): string {
  switch (reply.key) {
    case 'lines':
      return lineText(reply.lines, texts, terms);
    case 'flooding':
      return texts.say('note-flooding', { limit: reply.perMinute });
    case 'not-delivered':
    case 'edit-not-delivered':
      return texts.say(`refused-${reply.key}`, { reason: reasonWords(reply.reason, texts, reply.what) });
    case 'buttons-lost':
      return texts.say(reply.key);
    case 'banned':
    case 'banned-already':
    case 'closed-already':
    case 'unreachable':
    case 'edit-banned':
    case 'edit-unreachable':
    case 'edit-unknown':
    case 'edited-note':
    case 'edited-command':
    case 'edited-not-team':
    case 'file-gone':
    case 'deleted-since':
    case 'deactivated':
    case 'not-this-thread':
      return texts.say(`refused-${reply.key}`);
  }
}

/** @param terms the company's own words, or the text of the catalogue */
export const lineText = (lines: readonly TextRef[], texts: Texts, terms: string): string =>
  lines.map(({ key, params }) => (key === 'terms' ? terms : texts.say(key, params))).join('\n');
