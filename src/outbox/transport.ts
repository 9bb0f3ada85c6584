import type { Effect } from '../actor/effects.ts';
import type { Backoff } from '../base/backoff.ts';
import { DefectError } from '../base/errors.ts';
import type { Call, CallAnswer, CallTelegram } from '../telegram/call.ts';
import { type CallContext, type Verdict, verdictOn } from '../telegram/verdict.ts';
import type { DeliveryTable, Deliveries } from './delivery-table.ts';
import { idsIn, isReservedLane, type LaneId } from './lanes.ts';

/** The meaning of an answer. `result` goes to `done` of the prepared call. */
type TransportVerdict =
  | { is: 'done'; result?: unknown }
  | Extract<Verdict, { is: 'rate-limited' | 'trouble' | 'defect' }>;

/**
 * A way out of the process besides Telegram: mail, webhooks. A lane has one call under way, and waits for no other lane.
 */
export type Transport<Request = unknown, Answer = unknown> = {
  /** The lanes begin with the name: `mail`, `webhook:<id>`. */
  name: string;
  backoff: Backoff;
  /** An entry that still fails so long after the decision is parked. A retried entry that fails is parked at once. */
  giveUpAfterMs: number;
  /**
   * Makes one call. An error of the endpoint is an answer; a rejection is a defect of the transport.
   * @param signal fires at a stop: the call may end early, as trouble
   */
  send(request: Request, signal: AbortSignal): Promise<Answer>;
  verdictOf(answer: Answer): TransportVerdict;
};

/** Any transport for the worker. Telegram has a rule of its own for giving up (`give-up.ts`). */
export type Carrier = Pick<Transport, 'name' | 'backoff'> & {
  send(request: unknown, signal: AbortSignal, lane: LaneId): Promise<unknown>;
  giveUpAfterMs: number | null;
  verdictOf(answer: unknown): TransportVerdict | Exclude<Verdict, { is: 'done' }>;
};

const TROUBLE: Backoff = { baseMs: 500, capMs: 30_000 };

type TelegramRequest = { call: Call; context: CallContext };
type TelegramAnswer = TelegramRequest & { answer: CallAnswer; lane: LaneId };

/** A call under way is finished at a stop: an unknown answer could mean a second message. */
const telegram = (send: CallTelegram): Carrier => ({
  name: 'telegram',
  backoff: TROUBLE,
  giveUpAfterMs: null,
  async send(request, _signal, lane) {
    const { call, context } = request as TelegramRequest;
    return { call, context, lane, answer: await send(call) } satisfies TelegramAnswer;
  },
  verdictOf(answered) {
    const { answer, call, context, lane } = answered as TelegramAnswer;
    const verdict = verdictOn(answer, call, context);
    return verdict.is === 'done'
      ? { is: 'done', result: answer.ok ? idsIn(lane, answer.messageIds) : [] }
      : verdict;
  },
});

/**
 * Finds the transport of an effect.
 * @throws DefectError when a row names an unknown transport, or a transport has the name of a lane of Telegram
 */
export function createTransports(
  call: CallTelegram,
  { deliveries, transports }: { deliveries: Deliveries; transports: readonly Transport[] },
  table: Pick<DeliveryTable, 'row'>,
): (effect: Effect) => Carrier {
  const carriers = new Map<string, Carrier>(transports.map((one) => [one.name, one]));
  const reserved = transports.find(({ name }) => isReservedLane(name));
  if (reserved !== undefined) throw new DefectError(`No transport may be called "${reserved.name}"`);
  for (const [kind, { transport }] of Object.entries(deliveries)) {
    if (transport !== undefined && !carriers.has(transport))
      throw new DefectError(`No feature hands in the transport "${transport}" of the effect "${kind}"`);
  }
  const own = telegram(call);
  return (effect) => carriers.get(table.row(effect).transport ?? '') ?? own;
}
