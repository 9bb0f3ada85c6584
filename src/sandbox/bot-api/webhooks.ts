import { postUpdate } from './post-update.ts';
import { pairKey } from '../world/keys.ts';
import { isSameWebhook } from '../world/same-webhook.ts';
import type { BotDoc, UpdateDoc, WebhookDoc } from '../world/shapes.ts';
import { botOf, changeBot, seconds, type World } from '../world/world.ts';

type Webhooks = { close(): void };

/** Carries out the method call in a webhook's answer. */
type CarryOut = (botId: number, method: string, args: Record<string, unknown>) => void;

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;
/** In the place of chance: every run is the same. */
const SPREAD = 0.618;
const CLOSED_AFTER_GONE_MS = 23 * 60 * 60 * 1000;
/** Methods that a webhook may not call by the answer. */
const NOT_BY_ANSWER = /^(get.*|setwebhook|deletewebhook|close|logout)$/i;

type Lane = {
  name: string;
  botId: number;
  waiting: Set<number>;
  /** A delivery, and the rest after the delivery. */
  round: AbortController | null;
  failures: number;
  delayMs: number;
};

/**
 * Delivery by webhook: the updates of a chat come in order, each after the 2xx of the update before. Chats are served
 * side by side, up to `max_connections` (FACTS.md #34). A webhook that is set again begins afresh: an update under
 * way is delivered again, and no chat pauses.
 */
export function createWebhooks(world: World, carryOut: CarryOut): Webhooks {
  const { docs } = world;
  const delivery = new Delivery(world, carryOut);
  for (const doc of docs.all('update').values()) delivery.follow(doc, undefined);
  docs.watch('update', (after, before) => delivery.follow(after, before));
  docs.watch('bot', (after, before) => delivery.followBot(after, before));
  const stopListening = docs.afterCommit(() => delivery.startAll());
  delivery.startAll();
  return {
    close() {
      stopListening();
      delivery.close();
    },
  };
}

class Delivery {
  readonly #world: World;
  readonly #carryOut: CarryOut;
  readonly #lanes = new Map<string, Lane>();
  readonly #flights = new Map<number, number>();
  /** By bot: the time since which the webhook answers 410 only. */
  readonly #goneSinceMs = new Map<number, number>();
  #isClosed = false;

  constructor(world: World, carryOut: CarryOut) {
    this.#world = world;
    this.#carryOut = carryOut;
  }

  follow(after: UpdateDoc | undefined, before: UpdateDoc | undefined): void {
    if (after !== undefined) this.#laneOf(after).waiting.add(after.update.update_id);
    else if (before !== undefined) {
      const lane = this.#laneOf(before);
      lane.waiting.delete(before.update.update_id);
      this.#forgetIdle(lane);
    }
  }

  followBot(after: BotDoc | undefined, before: BotDoc | undefined): void {
    if (after === undefined || isSameWebhook(after.webhook, before?.webhook)) return;
    this.#goneSinceMs.delete(after.id);
    for (const lane of this.#lanes.values()) if (lane.botId === after.id) beginAfresh(lane);
  }

  startAll(): void {
    for (const { id, webhook } of this.#world.docs.all('bot').values()) {
      if (webhook === undefined) continue;
      for (const lane of this.#lanes.values()) if (lane.botId === id) this.#start(lane);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const lane of this.#lanes.values()) lane.round?.abort();
  }

  #laneOf({ botId, lane }: UpdateDoc): Lane {
    const name = `${botId}/${lane}`;
    let found = this.#lanes.get(name);
    if (found === undefined) {
      found = { name, botId, waiting: new Set(), round: null, failures: 0, delayMs: FIRST_DELAY_MS };
      this.#lanes.set(name, found);
    }
    return found;
  }

  #forgetIdle(lane: Lane): void {
    if (lane.waiting.size === 0 && lane.round === null) this.#lanes.delete(lane.name);
  }

  #start(lane: Lane): void {
    const { webhook } = botOf(this.#world, lane.botId);
    const inFlight = this.#flights.get(lane.botId) ?? 0;
    if (webhook === undefined || lane.round !== null || this.#isClosed) return;
    if (lane.waiting.size === 0 || inFlight >= webhook.maxConnections) return;
    const round = new AbortController();
    lane.round = round;
    this.#flights.set(lane.botId, inFlight + 1);
    void this.#deliver(lane, webhook, round.signal).then((restMs) => {
      this.#flights.set(lane.botId, (this.#flights.get(lane.botId) ?? 1) - 1);
      if (round.signal.aborted) return this.startAll();
      const cancel = this.#world.clock.setTimeout(() => {
        lane.round = null;
        this.#forgetIdle(lane);
        this.startAll();
      }, restMs);
      round.signal.addEventListener('abort', cancel);
    });
  }

  /** Delivers the lane's first update. Returns for how long the lane pauses afterwards, in milliseconds. */
  async #deliver(lane: Lane, webhook: WebhookDoc, signal: AbortSignal): Promise<number> {
    const { clock, docs } = this.#world;
    const [updateId] = lane.waiting;
    const doc = updateId === undefined ? undefined : docs.get('update', pairKey(lane.botId, updateId));
    if (doc === undefined) return 0;
    if (doc.expiresAt <= clock.now()) return this.#leave(lane, doc);
    const posted = await postUpdate(webhook, doc.update, clock, signal);
    if (signal.aborted) return 0;
    this.#noteGone(lane.botId, posted.ok ? 200 : posted.status);
    if (posted.ok) {
      const { method } = posted.args;
      if (typeof method === 'string' && !NOT_BY_ANSWER.test(method))
        this.#carryOut(lane.botId, method, posted.args);
      return this.#leave(lane, doc);
    }
    this.#noteError(lane.botId, posted.message);
    const restMs = restAfter(lane, posted.retryAfterMs);
    return clock.now() + restMs > doc.expiresAt ? this.#leave(lane, doc) : restMs;
  }

  /** The update is delivered, or too old to be. */
  #leave(lane: Lane, { botId, update }: UpdateDoc): number {
    lane.failures = 0;
    lane.delayMs = FIRST_DELAY_MS;
    this.#world.docs.delete('update', pairKey(botId, update.update_id));
    return 0;
  }

  #noteError(botId: number, message: string): void {
    const { webhook } = botOf(this.#world, botId);
    const lastError = { date: seconds(this.#world), message };
    if (webhook !== undefined) changeBot(this.#world, botId, { webhook: { ...webhook, lastError } });
  }

  #noteGone(botId: number, status: number | null): void {
    if (status === null) return;
    const nowMs = this.#world.clock.now();
    const since = this.#goneSinceMs.get(botId);
    if (status !== 410) this.#goneSinceMs.delete(botId);
    else if (since === undefined) this.#goneSinceMs.set(botId, nowMs);
    else if (nowMs > since + CLOSED_AFTER_GONE_MS) changeBot(this.#world, botId, { webhook: undefined });
  }
}

function beginAfresh(lane: Lane): void {
  lane.round?.abort();
  lane.round = null;
  lane.failures = 0;
  lane.delayMs = FIRST_DELAY_MS;
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
