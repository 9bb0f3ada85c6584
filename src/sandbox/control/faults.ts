import { ApiError } from '../bot-api/api-error.ts';
import type { Polls } from '../bot-api/long-polls.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { announce } from '../world/announce.ts';
import { keyFor, messageOf, type World } from '../world/world.ts';
import type { CopyMode, Fault, FaultMatch, WaitingFault } from './state.ts';

type FaultRule = { match: FaultMatch; fault: Fault; left: number };

export type Faults = {
  next(match: FaultMatch, fault: Fault): void;
  /** The faults to come. */
  waiting(): WaitingFault[];
  clear(): void;
  /** Whether posts get their copies, if no channel was named. */
  copies(): CopyMode;
  /** Answers everything for a while like a server that starts again (BA:16296). */
  restart(downMs?: number): void;
  /** No channel named: the posts of all channels. */
  withholdCopies(withheld: boolean, channelId?: number): void;
  /** Posts get no copies, and a post of that time never gets a copy. */
  loseCopies(lost: boolean, channelId?: number): void;
  /**
   * The chat's updates wait while the updates of other chats pass, and come later in order. A user's id: the private
   * chat.
   */
  withholdUpdates(chatId: number, withheld: boolean): void;
  /** The chats with waiting updates. */
  withheldUpdates(): number[];
  /** The update that was given last comes a second time. */
  redeliverLast(): void;
  /** An `edited_message` without a change (FACTS.md #18). `chatId` is the user's id in a private chat. */
  spuriousEdit(chatId: number, messageId: number): void;
};

export type FaultPicker = { pick(method: string, chatId: number | undefined): Fault | undefined };

const RESTART_MS = 3000;
const RESTARTING = { error_code: 500, description: 'Internal Server Error: restart' };

export function createFaults(world: World, polls: Polls, botId: number): Faults & FaultPicker {
  let rules: FaultRule[] = [];
  let isWithheld = false;
  let isLost = false;
  let downUntilMs = 0;

  function withholdCopies(withheld: boolean, channelId?: number): void {
    if (channelId === undefined) isWithheld = withheld;
    world.copies.withhold(withheld, channelId);
  }

  function loseCopies(lost: boolean, channelId?: number): void {
    if (channelId === undefined) isLost = lost;
    world.copies.lose(lost, channelId);
  }

  return {
    next(match, fault) {
      rules.push({ match, fault, left: match.times ?? 1 });
    },
    waiting: () => rules.map(({ match, fault, left }) => ({ ...match, fault, left })),
    clear() {
      rules = [];
      downUntilMs = 0;
    },
    copies: () => (isLost ? 'lost' : isWithheld ? 'withheld' : 'come'),
    restart(downMs = RESTART_MS) {
      downUntilMs = world.clock.now() + downMs;
      polls.interrupt(new ApiError(RESTARTING.error_code, RESTARTING.description));
    },
    pick(method, chatId) {
      if (downUntilMs > world.clock.now()) return RESTARTING;
      const rule = rules.find(
        ({ match }) =>
          !(match.sparesPolling === true && method === 'getUpdates') &&
          (match.method === undefined || match.method.toLowerCase() === method.toLowerCase()) &&
          (match.chatId === undefined || match.chatId === chatId),
      );
      if (rule === undefined) return undefined;
      rule.left -= 1;
      if (rule.left <= 0) rules = rules.filter((other) => other !== rule);
      return rule.fault;
    },
    withholdCopies,
    loseCopies,
    withholdUpdates(chatId, withheld) {
      const lane = String(chatId);
      if (withheld) world.backlog.withhold(lane);
      else world.docs.act(() => world.backlog.release(lane));
    },
    withheldUpdates: () => world.backlog.withheld().map(Number),
    redeliverLast: () => polls.redeliverLast(botId),
    spuriousEdit(chatId, messageId) {
      const message = messageOf(world, keyFor(botId, chatId), messageId);
      if (message === undefined) throw new RefusedAct('noMessage', messageId, chatId);
      world.docs.act(() => announce(world, { ...message, editDate: message.editDate ?? message.date }, true));
    },
  };
}
