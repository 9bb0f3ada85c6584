import type { Cancel } from './clock.ts';
import { pairKey } from './world/keys.ts';
import type { UpdateDoc } from './world/shapes.ts';
import { botOf, changeBot, seconds, type World } from './world/world.ts';

export type Webhooks = { close(): void };

const LONGEST_PAUSE_MS = 60_000;
const LONGEST_RETRY_AFTER_SECONDS = 3600;

type Lane = { botId: number; waiting: Set<number>; busy: boolean; failures: number; cancel: Cancel };

/**
 * Delivery by webhook: the updates of one chat strictly one after another, the next only after a 2xx; chats side
 * by side, up to `max_connections` (TELEGRAM.md §1.10). A method call in the answer's body is not carried out.
 */
export function createWebhooks(world: World): Webhooks {
  const lanes = new Map<string, Lane>();
  const flights = new Map<number, number>();
  const closed = new AbortController();

  function laneOf({ botId, lane }: UpdateDoc): Lane {
    const name = `${botId}/${lane}`;
    let found = lanes.get(name);
    if (found === undefined) {
      found = { botId, waiting: new Set(), busy: false, failures: 0, cancel: () => undefined };
      lanes.set(name, found);
    }
    return found;
  }

  function follow(after: UpdateDoc | undefined, before: UpdateDoc | undefined): void {
    if (after !== undefined) laneOf(after).waiting.add(after.update.update_id);
    else if (before !== undefined) {
      const lane = laneOf(before);
      lane.waiting.delete(before.update.update_id);
      if (lane.waiting.size === 0 && !lane.busy) lanes.delete(`${before.botId}/${before.lane}`);
    }
  }

  function look(): void {
    if (![...world.docs.all('bot').values()].some((bot) => bot.webhook !== undefined)) return;
    for (const lane of lanes.values()) start(lane);
  }

  function start(lane: Lane): void {
    const { webhook } = botOf(world, lane.botId);
    const inFlight = flights.get(lane.botId) ?? 0;
    if (webhook === undefined || lane.busy || closed.signal.aborted) return;
    if (lane.waiting.size === 0 || inFlight >= webhook.maxConnections) return;
    lane.busy = true;
    flights.set(lane.botId, inFlight + 1);
    void deliver(lane).then((pauseMs) => {
      flights.set(lane.botId, (flights.get(lane.botId) ?? 1) - 1);
      if (closed.signal.aborted) return;
      lane.cancel = world.clock.setTimeout(() => {
        lane.busy = false;
        look();
      }, pauseMs);
    });
  }

  /** Delivers the lane's first update; how long the lane rests then. */
  async function deliver(lane: Lane): Promise<number> {
    const [updateId] = lane.waiting;
    const doc = updateId === undefined ? undefined : world.docs.get('update', pairKey(lane.botId, updateId));
    if (updateId === undefined || doc === undefined) return 0;
    const failure = doc.expiresAt <= world.clock.now() ? undefined : await post(lane.botId, doc);
    if (closed.signal.aborted) return 0;
    if (failure === undefined) {
      lane.failures = 0;
      world.docs.delete('update', pairKey(lane.botId, updateId));
      return 0;
    }
    lane.failures += 1;
    const { webhook } = botOf(world, lane.botId);
    const lastError = { date: seconds(world), message: failure.message };
    if (webhook !== undefined) changeBot(world, lane.botId, { webhook: { ...webhook, lastError } });
    if (failure.retryAfterMs !== undefined) return failure.retryAfterMs;
    return lane.failures === 1 ? 0 : Math.min(2 ** (lane.failures - 1) * 1000, LONGEST_PAUSE_MS);
  }

  async function post(
    botId: number,
    { update }: UpdateDoc,
  ): Promise<{ message: string; retryAfterMs?: number } | undefined> {
    const { webhook } = botOf(world, botId);
    if (webhook === undefined) return { message: 'Webhook was removed' };
    try {
      const answer = await fetch(webhook.url, {
        method: 'POST',
        redirect: 'manual',
        signal: closed.signal,
        headers: {
          'content-type': 'application/json',
          ...(webhook.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secret }),
        },
        body: JSON.stringify(update),
      });
      await answer.arrayBuffer();
      if (answer.ok) return undefined;
      const message = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`;
      const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN);
      if (Number.isNaN(retryAfter)) return { message };
      return { message, retryAfterMs: Math.min(retryAfter, LONGEST_RETRY_AFTER_SECONDS) * 1000 };
    } catch (error) {
      return { message: error instanceof Error ? error.message : String(error) };
    }
  }

  for (const doc of world.docs.all('update').values()) follow(doc, undefined);
  world.docs.watch('update', follow);
  const stopListening = world.docs.afterCommit(look);
  look();

  return {
    close() {
      stopListening();
      closed.abort();
      for (const lane of lanes.values()) lane.cancel();
    },
  };
}
