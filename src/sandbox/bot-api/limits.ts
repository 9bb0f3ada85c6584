import { tooManyRequests } from './api-error.ts';
import type { Clock } from '../world/clock.ts';
import { ASSUMED, type Assumptions } from '../world/assumptions.ts';

export type LimitMode = 'off' | 'telegram';

/** The calls of late, and the number of calls that Telegram lets through in `windowMs`. */
export type Budget = { allowed: number; windowMs: number; spentAtMs: number[] };

/** Sends and edits share one budget per chat (FACTS.md #59). */
export type Limits = {
  /** Refuses what is too much. `count`: items of an album. */
  spend(botId: number, chatId: number, count?: number): void;
  /** Spends for a call whose cost is an assumption. */
  spendFor(
    what: 'pin' | 'deletion' | 'reaction' | 'chatAction' | 'markupEdit',
    botId: number,
    chatId: number,
  ): void;
  /** `off`: all is let through, and still counted for groups, channels and the bot as a whole. */
  setMode(mode: LimitMode): void;
  mode(): LimitMode;
  /** The budget of a chat; without `chatId`, the budget of all chats together. */
  budget(botId: number, chatId?: number): Budget;
};

type Rule = Omit<Budget, 'spentAtMs'>;

const GROUP: Rule = { allowed: 20, windowMs: 60_000 };
const PRIVATE: Rule = { allowed: 4, windowMs: 4000 };
const GLOBAL: Rule = { allowed: 30, windowMs: 1000 };

export function createLimits(
  clock: Clock,
  initialMode: LimitMode,
  assumptions: Assumptions = ASSUMED,
): Limits {
  let mode = initialMode;
  const spent = new Map<string, number[]>();
  const ruleOf = (chatId: number): Rule => (chatId < 0 ? GROUP : PRIVATE);

  function nameOf(botId: number, chatId: number): string {
    const isShared = chatId < 0 && assumptions.budgetOf === 'chat';
    return isShared ? String(chatId) : `${botId}/${chatId}`;
  }

  function recent(name: string, { windowMs }: Rule): number[] {
    const nowMs = clock.now();
    // A clock that went back leaves calls in the future.
    return (spent.get(name) ?? []).filter((atMs) => atMs > nowMs - windowMs && atMs <= nowMs);
  }

  function waitMs(name: string, rule: Rule, count: number): number {
    const nowMs = clock.now();
    const times = recent(name, rule);
    spent.set(name, times);
    const tooMany = times.length + count - rule.allowed;
    if (tooMany <= 0) return 0;
    return (times[Math.min(tooMany, times.length) - 1] ?? nowMs) + rule.windowMs - nowMs;
  }

  /** Only the newest calls can matter. */
  function record(name: string, { allowed }: Rule, count: number): void {
    let times = spent.get(name);
    if (times === undefined) spent.set(name, (times = []));
    for (let unit = 0; unit < count; unit += 1) times.push(clock.now());
    if (times.length > allowed * 2) times.splice(0, times.length - allowed);
  }

  const limits: Limits = {
    spendFor(what, botId, chatId) {
      if (assumptions[`${what}Cost`] === 1) limits.spend(botId, chatId);
    },
    spend(botId, chatId, items = 1) {
      const count = assumptions.albumCost === 'each' ? items : 1;
      const rule = ruleOf(chatId);
      const chat = nameOf(botId, chatId);
      const all = String(botId);
      if (mode === 'telegram') {
        const longestMs = Math.max(waitMs(chat, rule, count), waitMs(all, GLOBAL, count));
        if (longestMs > 0 && assumptions.ignoredRefusals === 'prolong') record(chat, rule, count);
        if (longestMs > 0) throw tooManyRequests(Math.ceil(longestMs / 1000));
      }
      if (mode === 'telegram' || rule === GROUP) record(chat, rule, count);
      record(all, GLOBAL, count);
    },
    setMode(changed) {
      mode = changed;
    },
    mode: () => mode,
    budget(botId, chatId) {
      const rule = chatId === undefined ? GLOBAL : ruleOf(chatId);
      const name = chatId === undefined ? String(botId) : nameOf(botId, chatId);
      return { ...rule, spentAtMs: recent(name, rule) };
    },
  };
  return limits;
}
