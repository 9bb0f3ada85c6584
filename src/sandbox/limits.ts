import { tooManyRequests } from './api-error.ts';
import type { Clock } from './clock.ts';
import { ASSUMED, type Unknowns } from './unknowns.ts';

/** Sends and edits share one budget per chat (TELEGRAM.md §3). */
export type Limits = {
  /** Refuses what is too much. `count`: items of an album. */
  spend(botId: number, chatId: number, count?: number): void;
  /** What a call costs of which nobody knows whether it costs anything. */
  spendFor(what: 'pin' | 'deletion' | 'reaction', botId: number, chatId: number): void;
};

const GROUP_COUNT = 20;
const GROUP_WINDOW_MS = 60_000;
const PRIVATE_BURST = 4;
const PRIVATE_EVERY_MS = 1000;
const GLOBAL_COUNT = 30;
const GLOBAL_WINDOW_MS = 1000;

export function createLimits(clock: Clock, mode: 'off' | 'telegram', unknowns: Unknowns = ASSUMED): Limits {
  const spent = new Map<string, number[]>();

  function waitMs(name: string, allowed: number, windowMs: number, count: number): number {
    const nowMs = clock.now();
    const recent = (spent.get(name) ?? []).filter((atMs) => atMs > nowMs - windowMs);
    spent.set(name, recent);
    const tooMany = recent.length + count - allowed;
    if (tooMany <= 0) return 0;
    return (recent[Math.min(tooMany, recent.length) - 1] ?? nowMs) + windowMs - nowMs;
  }

  const limits: Limits = {
    spendFor(what, botId, chatId) {
      if (unknowns[`${what}Cost`] === 1) limits.spend(botId, chatId);
    },
    spend(botId, chatId, items = 1) {
      if (mode === 'off') return;
      const count = unknowns.albumCost === 'each' ? items : 1;
      const isShared = chatId < 0 && unknowns.budgetOf === 'chat';
      const chat = isShared ? String(chatId) : `${botId}/${chatId}`;
      const all = String(botId);
      const chatWaitMs =
        chatId < 0
          ? waitMs(chat, GROUP_COUNT, GROUP_WINDOW_MS, count)
          : waitMs(chat, PRIVATE_BURST, PRIVATE_BURST * PRIVATE_EVERY_MS, count);
      const longestMs = Math.max(chatWaitMs, waitMs(all, GLOBAL_COUNT, GLOBAL_WINDOW_MS, count));
      if (longestMs > 0) throw tooManyRequests(Math.ceil(longestMs / 1000));
      for (const name of [chat, all]) {
        const times = spent.get(name) ?? [];
        for (let unit = 0; unit < count; unit += 1) times.push(clock.now());
        spent.set(name, times);
      }
    },
  };
  return limits;
}
