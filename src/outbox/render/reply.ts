import type { Refusal } from '../../../machines/client/effects.ts';
import type { ThreadReply } from '../../actor/effects.ts';
import type { Texts } from '../../i18n/texts.ts';
import { reasonWords } from './reason.ts';

/** A line of the desk under an agent's comment. */
export function replyText(reply: ThreadReply | { key: Refusal }, texts: Texts, terms: string): string {
  switch (reply.key) {
    case 'unknown-command':
      return texts.say('refused-unknown-command', { command: reply.command });
    case 'not-delivered':
      return texts.say('refused-not-delivered', { reason: reasonWords(reply.reason, texts) });
    case 'help-priority':
    case 'help-agent':
      return texts.say(reply.key);
    case 'terms':
      return terms;
    case 'not-team':
    case 'banned':
    case 'banned-already':
    case 'closed-already':
    case 'unreachable':
      return texts.say(`refused-${reply.key}`);
  }
}
