import type { Update } from '@grammyjs/types';
import { ApiError } from './api-error.ts';
import type { Cancel } from '../world/clock.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { pairKey } from '../world/keys.ts';
import { botOf, type World } from '../world/world.ts';

type PollOptions = {
  offset: number;
  limit: number;
  timeoutMs: number;
  onHangUp(run: () => void): void;
};

/** `getUpdates`: a single long poll per bot (FACTS.md #33). */
export type Polls = {
  wait(botId: number, options: PollOptions): Promise<Update[]>;
  /** The next answer begins with the last given update, whatever the offset says. */
  redeliverLast(botId: number): void;
  /** The long poll of a bot that has a webhook now. */
  endBySetWebhook(botId: number): void;
  /** Ends every waiting long poll with the error. */
  interrupt(error: Error): void;
  /** The number of waiting long polls. */
  waiting(): number;
  close(): void;
};

const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;
const CONFLICT_PAUSE_MS = 3000;
const SAME_QUESTION_MS = 3000;
const HASTY_MS = 500;
const FUTURE = 10;
const WEBHOOK_IS_SET =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const OTHER_POLLER = 'other getUpdates request; make sure that only one bot instance is running';

type Waiting = { look(): void; end(error?: Error): void };

export function createPolls(world: World): Polls {
  const answers = new Answers(world);
  const waiting = new Map<number, Waiting>();
  const endOlderPoll = createConflicts(world, waiting);
  const slowDown = createPace(world);
  const stopListening = world.docs.afterCommit(() => {
    for (const poll of waiting.values()) poll.look();
  });

  function waitFor(botId: number, { limit, timeoutMs, onHangUp }: PollOptions): Promise<Update[]> {
    return new Promise((resolve, reject) => {
      let cancel: Cancel = () => undefined;
      const leave = (): void => {
        cancel();
        if (waiting.get(botId) === poll) waiting.delete(botId);
      };
      const poll: Waiting = {
        look() {
          const updates = answers.take(botId, limit);
          if (updates.length === 0) return;
          leave();
          resolve(updates);
        },
        end(error) {
          leave();
          if (error === undefined) resolve([]);
          else reject(error);
        },
      };
      onHangUp(() => poll.end());
      cancel = world.clock.setTimeout(() => poll.end(), timeoutMs);
      waiting.set(botId, poll);
    });
  }

  return {
    wait(botId, asked) {
      if (botOf(world, botId).webhook !== undefined) throw new ApiError(409, WEBHOOK_IS_SET);
      endOlderPoll(botId, OTHER_POLLER);
      const paced = slowDown(botId, asked);
      answers.confirm(botId, paced.offset);
      const atOnce = answers.take(botId, paced.limit);
      if (atOnce.length > 0 || paced.timeoutMs === 0) return Promise.resolve(atOnce);
      return waitFor(botId, paced);
    },
    redeliverLast(botId) {
      answers.repeatLast(botId);
      waiting.get(botId)?.look();
    },
    endBySetWebhook: (botId) => endOlderPoll(botId, 'setWebhook request'),
    interrupt(error) {
      for (const poll of waiting.values()) poll.end(error);
    },
    waiting: () => waiting.size,
    close() {
      stopListening();
      for (const poll of waiting.values()) poll.end();
      waiting.clear();
    },
  };
}

/** The updates of an answer, and the updates that an offset confirms. */
class Answers {
  readonly #world: World;
  readonly #lastGiven = new Map<number, Update>();
  readonly #again = new Map<number, Update[]>();

  constructor(world: World) {
    this.#world = world;
  }

  take(botId: number, limit: number): Update[] {
    const queue = this.#world.index.updates(botId);
    // A repeated update that is not confirmed yet keeps the place in the queue: given first, the update
    // would confirm the updates before.
    const taken = (this.#again.get(botId) ?? []).filter(({ update_id }) => !queue.has(update_id));
    this.#again.delete(botId);
    let size = 0;
    for (const { update, expiresAt } of queue.values()) {
      if (taken.length >= limit) break;
      if (expiresAt <= this.#world.clock.now()) continue;
      size += wireBytes(update);
      if (size > ANSWER_LIMIT_BYTES && taken.length > 0) break;
      taken.push(update);
    }
    const last = taken.at(-1);
    if (last !== undefined) this.#lastGiven.set(botId, last);
    return taken;
  }

  /** An offset far ahead of the queue confirms nothing: the numbers began again (`TQueue.cpp`, "in the future"). */
  confirm(botId: number, offset: number): void {
    const { clock, docs, index } = this.#world;
    if (offset > botOf(this.#world, botId).lastUpdateId + 1 + FUTURE) return;
    const queue = index.updates(botId);
    const from = offset < 0 ? ([...queue.keys()].at(offset) ?? 0) : offset;
    docs.act(() => {
      for (const [updateId, { expiresAt }] of queue) {
        if (updateId >= from && expiresAt > clock.now()) break;
        docs.delete('update', pairKey(botId, updateId));
      }
    });
  }

  repeatLast(botId: number): void {
    const last = this.#lastGiven.get(botId);
    if (last === undefined) throw new RefusedAct('noUpdate');
    this.#again.set(botId, [...(this.#again.get(botId) ?? []), last]);
  }
}

/** Slows down a bot that repeats a question at once: a longer wait, and in great haste a single update per answer. */
function createPace({ clock }: World): (botId: number, asked: PollOptions) => PollOptions {
  const lastAsked = new Map<number, { offset: number; atMs: number }>();
  return (botId, asked) => {
    const before = lastAsked.get(botId);
    const nowMs = clock.now();
    lastAsked.set(botId, { offset: asked.offset, atMs: nowMs });
    if (before === undefined || before.offset !== asked.offset) return asked;
    const sinceMs = nowMs - before.atMs;
    return {
      ...asked,
      timeoutMs: sinceMs < SAME_QUESTION_MS ? Math.max(asked.timeoutMs, SAME_QUESTION_MS) : asked.timeoutMs,
      limit: sinceMs < HASTY_MS ? 1 : asked.limit,
    };
  };
}

/** Ends the older of two long polls with 409, the second time within three seconds only after a pause. */
function createConflicts(
  { clock }: World,
  waiting: Map<number, Waiting>,
): (botId: number, by: string) => void {
  const lastConflictMs = new Map<number, number>();
  return (botId, by) => {
    const older = waiting.get(botId);
    if (older === undefined) return;
    waiting.delete(botId);
    const sinceMs = clock.now() - (lastConflictMs.get(botId) ?? Number.NEGATIVE_INFINITY);
    lastConflictMs.set(botId, clock.now());
    const conflict = new ApiError(409, `Conflict: terminated by ${by}`);
    if (sinceMs >= CONFLICT_PAUSE_MS) older.end(conflict);
    else clock.setTimeout(() => older.end(conflict), CONFLICT_PAUSE_MS);
  };
}

/** The server writes all that is not ASCII as \u…, and counts 50 for each update (`Client.cpp`, JsonUpdates). */
function wireBytes(update: Update): number {
  const json = JSON.stringify(update);
  return 50 + json.length + 5 * (json.match(/[\u0080-\uffff]/g)?.length ?? 0);
}
