import type { Update } from 'grammy/types';
import { poll } from '../../src/telegram/polling.ts';
import { drivenClock, turn } from './driven-clock.ts';
import { intakeEar } from './intake-ear.ts';

type Answer = { updates: number[] } | { error: Error };

/** A long poll with an answer on demand. */
export function aPoller(receive: (id: number) => Promise<void> = async () => {}) {
  /** Webhooks set by another program, one per setting; and the calls besides `getUpdates`. */
  const webhooks: string[] = [];
  const calls: string[] = [];
  const clock = drivenClock();
  const stopping = new AbortController();
  const asked: (number | undefined)[] = [];
  const received: number[] = [];
  const { on, ...ear } = intakeEar();
  const waitsS: number[] = [];
  let answer: (given: Answer) => void = () => {};
  let kinds: readonly string[] = [];
  const ended = poll(
    {
      api: {
        async webhook() {
          calls.push('getWebhookInfo');
          return { url: webhooks.shift() ?? '', waiting: 0, lastError: null };
        },
        async deleteWebhook() {
          calls.push('deleteWebhook');
        },
        updates(offset, timeoutS, wanted, signal) {
          asked.push(offset);
          waitsS.push(timeoutS);
          kinds = wanted;
          return new Promise((resolve, reject) => {
            const stop = () => reject(signal.reason);
            signal.addEventListener('abort', stop);
            answer = (given) => {
              signal.removeEventListener('abort', stop);
              if ('error' in given) reject(given.error);
              else resolve(given.updates.map((id) => ({ update_id: id })));
            };
          });
        },
      },
      runtime: { clock, random: () => 0.5 },
      async receive(update: Update) {
        await receive(update.update_id);
        received.push(update.update_id);
      },
      on,
    },
    stopping.signal,
  );
  return {
    clock,
    asked,
    received,
    webhooks,
    calls,
    ...ear,
    ended,
    waitsS,
    kinds: () => kinds,
    async answers(given: Answer) {
      answer(given);
      await turn();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
