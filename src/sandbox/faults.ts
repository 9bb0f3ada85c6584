import type { ResponseParameters } from '@grammyjs/types';
import type { Polls } from './polls.ts';
import { announce } from './world/announce.ts';
import { keyFor, messageOf, type World } from './world/world.ts';

/** Which calls: any method, any chat and once, unless said otherwise. */
export type FaultMatch = { method?: string; chatId?: number; times?: number };

/**
 * An error instead of the effect; a connection cut before or after the effect; an answer that comes late.
 */
export type Fault =
  | { error_code: number; description: string; parameters?: ResponseParameters }
  | 'drop-before'
  | 'drop-after'
  | { delayMs: number }
  /** Of an album the items before the one of this number, from 1, are sent all the same (TELEGRAM.md §2.2). */
  | { failsAt: number; reason: string };

export type Faults = {
  next(match: FaultMatch, fault: Fault): void;
  /** What has been asked for and has not happened yet. */
  waiting(): (FaultMatch & { fault: Fault; left: number })[];
  clear(): void;
  withholdCopies(withheld: boolean): void;
  /** Posts get no copies, and those made meanwhile never will. */
  loseCopies(lost: boolean): void;
  /** The update that was given last comes a second time. */
  redeliverLast(): void;
  /** An `edited_message` in which nothing changed (TELEGRAM.md §1.5). `chatId` is the user's in a private chat. */
  spuriousEdit(chatId: number, messageId: number): void;
};

export type FaultPicker = { pick(method: string, chatId: number | undefined): Fault | undefined };

export function createFaults(world: World, polls: Polls, botId: number): Faults & FaultPicker {
  let rules: { match: FaultMatch; fault: Fault; left: number }[] = [];
  return {
    next(match, fault) {
      rules.push({ match, fault, left: match.times ?? 1 });
    },
    waiting: () => rules.map(({ match, fault, left }) => ({ ...match, fault, left })),
    clear() {
      rules = [];
    },
    pick(method, chatId) {
      const rule = rules.find(
        ({ match }) =>
          (match.method === undefined || match.method.toLowerCase() === method.toLowerCase()) &&
          (match.chatId === undefined || match.chatId === chatId),
      );
      if (rule === undefined) return undefined;
      rule.left -= 1;
      if (rule.left <= 0) rules = rules.filter((other) => other !== rule);
      return rule.fault;
    },
    withholdCopies: (withheld) => world.copies.withhold(withheld),
    loseCopies: (lost) => world.copies.lose(lost),
    redeliverLast: () => polls.redeliverLast(botId),
    spuriousEdit(chatId, messageId) {
      const message = messageOf(world, keyFor(botId, chatId), messageId);
      if (message === undefined) throw new Error(`No message ${messageId} in ${chatId}.`);
      world.docs.act(() => announce(world, { ...message, editDate: message.editDate ?? message.date }, true));
    },
  };
}
