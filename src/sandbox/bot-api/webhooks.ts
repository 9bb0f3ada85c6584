import { postUpdate } from './post-update.ts';
import { pairKey } from '../world/keys.ts';
import { isSameWebhook } from '../world/same-webhook.ts';
import type { BotDoc, UpdateDoc, WebhookDoc } from '../world/shapes.ts';
import { botOf, changeBot, seconds, type World } from '../world/world.ts';

type Webhooks = { close(): void };

/** Carries out what a webhook's answer asks for. */
type CarryOut = (botId: number, method: string, args: Record<string, unknown>) => void;

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;
/** In the place of chance: every run is the same. */
const SPREAD = 0.618;
const CLOSED_AFTER_GONE_MS = 23 * 60 * 60 * 1000;
/** What a webhook may not call by its answer. */
const NOT_BY_ANSWER = /^(get.*|setwebhook|deletewebhook|close|logout)$/i;

type Lane = {
  name: string;
  botId: number;
  waiting: Set<number>;
  /** A delivery, and the rest after it. */
  round: AbortController | null;
  failures: number;
  delayMs: number;
};

/**
 * Delivery by webhook: the updates of one chat strictly one after another, the next only after a 2xx; chats side
 * by side, up to `max_connections` (FACTS.md #34). A webhook that is set anew begins afresh: what is under way is
 * delivered again, and no chat rests.
 */
export function createWebhooks(world: World, carryOut: CarryOut): Webhooks {
  const { clock, docs } = world;
  const lanes = new Map<string, Lane>();
  const flights = new Map<number, number>();
  /** Since when a bot's webhook answers nothing but 410. */
  const goneSinceMs = new Map<number, number>();
  let closed = false;

  function laneOf({ botId, lane }: UpdateDoc): Lane {
    const name = `${botId}/${lane}`;
    let found = lanes.get(name);
    if (found === undefined) {
      found = { name, botId, waiting: new Set(), round: null, failures: 0, delayMs: FIRST_DELAY_MS };
      lanes.set(name, found);
    }
    return found;
  }

  function follow(after: UpdateDoc | undefined, before: UpdateDoc | undefined): void {
    if (after !== undefined) laneOf(after).waiting.add(after.update.update_id);
    else if (before !== undefined) {
      const lane = laneOf(before);
      lane.waiting.delete(before.update.update_id);
      forgetIdle(lane);
    }
  }

  function forgetIdle(lane: Lane): void {
    if (lane.waiting.size === 0 && lane.round === null) lanes.delete(lane.name);
  }

  function followBot(after: BotDoc | undefined, before: BotDoc | undefined): void {
    if (after === undefined || isSameWebhook(after.webhook, before?.webhook)) return;
    goneSinceMs.delete(after.id);
    for (const lane of lanes.values()) if (lane.botId === after.id) beginAfresh(lane);
  }

  function beginAfresh(lane: Lane): void {
    lane.round?.abort();
    lane.round = null;
    lane.failures = 0;
    lane.delayMs = FIRST_DELAY_MS;
  }

  function look(): void {
    for (const bot of docs.all('bot').values()) {
      if (bot.webhook !== undefined) startAll(bot.id);
    }
  }

  function startAll(botId: number): void {
    for (const lane of lanes.values()) if (lane.botId === botId) start(lane);
  }

  function start(lane: Lane): void {
    const { webhook } = botOf(world, lane.botId);
    const inFlight = flights.get(lane.botId) ?? 0;
    if (webhook === undefined || lane.round !== null || closed) return;
    if (lane.waiting.size === 0 || inFlight >= webhook.maxConnections) return;
    const round = new AbortController();
    lane.round = round;
    flights.set(lane.botId, inFlight + 1);
    void deliver(lane, webhook, round.signal).then((restMs) => {
      flights.set(lane.botId, (flights.get(lane.botId) ?? 1) - 1);
      if (round.signal.aborted) return look();
      const cancel = clock.setTimeout(() => {
        lane.round = null;
        forgetIdle(lane);
        look();
      }, restMs);
      round.signal.addEventListener('abort', cancel);
    });
  }

  /** Delivers the lane's first update; how long the lane rests then. */
  async function deliver(lane: Lane, webhook: WebhookDoc, signal: AbortSignal): Promise<number> {
    const [updateId] = lane.waiting;
    const doc = updateId === undefined ? undefined : docs.get('update', pairKey(lane.botId, updateId));
    if (doc === undefined) return 0;
    if (doc.expiresAt <= clock.now()) return leave(lane, doc);
    const posted = await postUpdate(webhook, doc.update, clock, signal);
    if (signal.aborted) return 0;
    noteGone(lane.botId, posted.ok ? 200 : posted.status);
    if (posted.ok) {
      const { method } = posted.args;
      if (typeof method === 'string' && !NOT_BY_ANSWER.test(method))
        carryOut(lane.botId, method, posted.args);
      return leave(lane, doc);
    }
    const { webhook: current } = botOf(world, lane.botId);
    const lastError = { date: seconds(world), message: posted.message };
    if (current !== undefined) changeBot(world, lane.botId, { webhook: { ...current, lastError } });
    const restMs = restAfter(lane, posted.retryAfterMs);
    return clock.now() + restMs > doc.expiresAt ? leave(lane, doc) : restMs;
  }

  /** The update is delivered, or too old to be. */
  function leave(lane: Lane, { botId, update }: UpdateDoc): number {
    lane.failures = 0;
    lane.delayMs = FIRST_DELAY_MS;
    docs.delete('update', pairKey(botId, update.update_id));
    return 0;
  }

  function noteGone(botId: number, status: number | null): void {
    if (status === null) return;
    const since = goneSinceMs.get(botId);
    if (status !== 410) goneSinceMs.delete(botId);
    else if (since === undefined) goneSinceMs.set(botId, clock.now());
    else if (clock.now() > since + CLOSED_AFTER_GONE_MS) changeBot(world, botId, { webhook: undefined });
  }

  for (const doc of docs.all('update').values()) follow(doc, undefined);
  docs.watch('update', follow);
  docs.watch('bot', followBot);
  const stopListening = docs.afterCommit(look);
  look();

  return {
    close() {
      closed = true;
      stopListening();
      for (const lane of lanes.values()) lane.round?.abort();
    },
  };
}

/** As the answer says; else at once, then after 2, 4, 8… s, up to somewhere between one and two minutes. */
function restAfter(lane: Lane, retryAfterMs: number): number {
  lane.failures += 1;
  if (retryAfterMs > 0) return retryAfterMs;
  if (lane.failures === 1) return 0;
  const longestMs = LONGEST_DELAY_MS * (1 + ((lane.failures * SPREAD) % 1));
  lane.delayMs = Math.min(lane.delayMs * 2, longestMs);
  return lane.delayMs;
}
