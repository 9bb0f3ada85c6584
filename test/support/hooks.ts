import type { Owner } from '../../machines/ids.ts';
import type { Attempt, TransportDelivery } from '../../src/outbox/delivery.ts';
import type { Transport } from '../../src/outbox/transport.ts';

type CallHook = { kind: 'callHook'; endpoint: string; call: number };
type Request = { endpoint: string; call: number };

/** A status of HTTP. */
type Answer = number | Promise<number>;

export const GIVE_UP_MS = 60 * 60 * 1000;
export const PAUSE_MS = 60_000;

export const callHook = (endpoint: string, call: number): CallHook => ({ kind: 'callHook', endpoint, call });
export const hookOwner = (endpoint: string): Owner => `webhook:${endpoint}`;

/** A feature with a transport of its own: endpoints that answer as a test says, and 200 otherwise. */
export function hooksFeature() {
  const received: string[] = [];
  const answers = new Map<string, Answer[]>();
  const attempts: Attempt[] = [];
  const stopped: string[] = [];
  const deliver: TransportDelivery<CallHook, Request, number> = {
    transport: 'webhook',
    lane: ({ endpoint }) => endpoint,
    needs: 'nothing',
    rank: 'notice',
    order: 'story',
    onRepeat: 'duplicates',
    prepare({ endpoint, call }, attempt) {
      attempts.push(attempt);
      return {
        is: 'call',
        endpoint,
        call,
        done: (status) => ({ effects: status === 202 ? [callHook('receipts', call)] : [] }),
      };
    },
  };
  const webhook: Transport<Request, number> = {
    name: 'webhook',
    backoff: { baseMs: 1000, capMs: 60_000 },
    giveUpAfterMs: GIVE_UP_MS,
    async send({ endpoint, call }, signal) {
      received.push(`${endpoint} ${call}`);
      const stops = () => stopped.push(endpoint);
      signal.addEventListener('abort', stops);
      const status = (await answers.get(endpoint)?.shift()) ?? 200;
      signal.removeEventListener('abort', stops);
      return status;
    },
    verdictOf(status) {
      const reason = `the endpoint answered ${status}`;
      if (status < 300) return { is: 'done', result: status };
      if (status === 429) return { is: 'rate-limited', waitMs: PAUSE_MS };
      return status < 500 ? { is: 'defect', reason } : { is: 'trouble', unconfirmed: true, reason };
    },
  };
  return {
    deliveries: { callHook: deliver },
    transports: [webhook],
    received,
    attempts,
    stopped,
    /** The next answers of an endpoint. */
    answers: (endpoint: string, ...next: Answer[]) => void answers.set(endpoint, next),
  };
}
