import type { ClientRecord } from '../actor/record.ts';
import type { Entry } from '../actor/ports.ts';
import type { ChatId } from '../telegram/call.ts';
import type { Verdict } from '../telegram/verdict.ts';
import { type Batch, isFile, sentPart } from './batch.ts';
import type { DeliveryOutcome, Fallback, Refused } from './delivery.ts';
import type { DeliveryTable } from './delivery-table.ts';
import type { LaneId } from './lanes.ts';
import type { ActiveLane } from './active-lane.ts';

/** A finished call, and the knowledge behind the call. */
type Attempted = {
  active: ActiveLane;
  batch: Batch;
  record: ClientRecord | null;
  prepared: { refused?(why: Refused): DeliveryOutcome | Promise<DeliveryOutcome> };
};

/** The actions that a verdict leads to. */
export type VerdictActions = {
  table: Pick<DeliveryTable, 'row' | 'isBulk'>;
  commitOutcome(batch: Batch, outcome: DeliveryOutcome): Promise<void>;
  loseThread(entry: Entry, threadNumber: number): Promise<void>;
  addFallback(entry: Entry, fallback: Fallback): void;
  without(entry: Entry): ReadonlySet<Fallback>;
  /** Pauses the lane for exactly `waitMs`. */
  pause(active: ActiveLane, waitMs: number, isBulk: boolean): void;
  /** Tries again with back-off, behind other owners. */
  retry(active: ActiveLane, entry: Entry, reason: string): void;
  /** @returns true when the lane has refused the entry before, and has taken another entry since */
  isOnlyRefused(active: ActiveLane, entry: Entry): boolean;
  /** Pauses the lane until people may have fixed the reason. */
  bar(active: ActiveLane, entry: Entry): void;
  /** @returns true when the entry was attempted too often */
  givesUp(entry: Entry, isUnanswered: boolean): Promise<boolean>;
  /** The transport has tried the entry for long enough. Never for Telegram. */
  isOverdue(entry: Entry): boolean;
  bulkLost(entry: Entry): void;
  report: {
    barred(entry: Entry, lane: LaneId, reason: string, fix: string): void;
    moved(from: ChatId, to: ChatId): void;
  };
};

const STILL_PAUSED = 'the receiver asks for one pause after another';

type Refusal = Exclude<Verdict, { is: 'done' }>;
type Handlers = {
  [K in Refusal['is']]: (
    verdict: Extract<Refusal, { is: K }>,
    attempted: Attempted,
    act: VerdictActions,
  ) => Promise<void> | void;
};

const handlers: Handlers = {
  async 'rate-limited'({ waitMs }, attempted, act) {
    const { active, batch } = attempted;
    if (act.isOverdue(batch.lead)) await refuse({ reason: STILL_PAUSED }, attempted, act);
    else act.pause(active, waitMs, act.table.isBulk(batch.lead.effect));
  },

  async trouble({ unconfirmed: mayHaveBeenSent, unanswered: isUnanswered = false, reason }, attempted, act) {
    const { active, batch } = attempted;
    const { row } = act.table;
    if (mayHaveBeenSent && row(batch.effect).onRepeat === 'never') {
      await act.commitOutcome(batch, unconfirmedOutcome(batch, act.table));
    } else if (
      act.isOverdue(batch.lead) ||
      (mayHaveBeenSent && (await act.givesUp(batch.lead, isUnanswered)))
    ) {
      await refuse({ reason }, attempted, act);
    } else act.retry(active, batch.lead, reason);
  },

  async barred({ reason, fix }, attempted, act) {
    const { active, batch } = attempted;
    act.report.barred(batch.lead, active.id, reason, fix);
    // The lane takes other messages, so the refusal is about the message.
    if (act.isOnlyRefused(active, batch.lead)) await refuse({ reason: `${reason}; ${fix}` }, attempted, act);
    else act.bar(active, batch.lead);
  },

  moved({ from, to }, { active, batch }, act) {
    act.report.moved(from, to);
    act.retry(active, batch.lead, `the chat is now ${to}`);
  },

  'thread-lost': (_verdict, { batch, record }, act) =>
    act.loseThread(batch.lead, record?.state.context.thread.threadNumber ?? 0),

  'context-lost': (_verdict, { batch }, act) => act.addFallback(batch.lead, 'context'),

  'quote-lost': (_verdict, { batch }, act) => act.addFallback(batch.lead, 'quote'),

  async 'original-gone'({ reason }, attempted, act) {
    const { lead } = attempted.batch;
    if (isFile(attempted.batch) && !act.without(lead).has('copy')) act.addFallback(lead, 'copy');
    else await refuse({ reason, uncopyable: 'deleted' }, attempted, act);
  },

  async 'source-refused'({ reason }, attempted, act) {
    const { lead } = attempted.batch;
    if (isFile(attempted.batch) && !act.without(lead).has('copy')) act.addFallback(lead, 'copy');
    else await refuse({ reason }, attempted, act);
  },

  'buttons-refused': (_verdict, { batch }, act) => act.addFallback(batch.lead, 'buttons'),

  uneditable: (_verdict, { batch }, act) => act.addFallback(batch.lead, 'edit'),

  async 'album-refused'({ sent, waitMs }, { active, batch }, act) {
    await sendApart(batch, sent, act);
    if (waitMs !== undefined) act.pause(active, waitMs, false);
  },

  async gone({ cause }, attempted, act) {
    const { lead } = attempted.batch;
    if (act.table.isBulk(lead.effect)) act.bulkLost(lead);
    await refuse({ reason: `client ${cause}`, gone: cause }, attempted, act);
  },

  uncopyable: ({ reason }, attempted, act) => refuse({ reason, uncopyable: 'kind' }, attempted, act),

  async defect({ reason }, attempted, act) {
    const { active, batch } = attempted;
    if (act.table.row(batch.effect).onDefect === 'retry') act.retry(active, batch.lead, reason);
    else await refuse({ reason }, attempted, act);
  },
};

/** Carries out the consequence of Telegram's refusal. */
export const handleVerdict = async (
  verdict: Refusal,
  attempted: Attempted,
  act: VerdictActions,
): Promise<void> => {
  await handlers[verdict.is](verdict as never, attempted, act);
};

/** The outcome of an effect with an unknown result that must not be repeated. */
export const unconfirmedOutcome = (
  { effect }: Pick<Batch, 'effect'>,
  table: Pick<DeliveryTable, 'row'>,
): DeliveryOutcome => table.row(effect).unconfirmed?.(effect) ?? {};

async function refuse(why: Refused, { batch, prepared }: Attempted, act: VerdictActions): Promise<void> {
  if (batch.isMerged) await sendApart(batch, 0, act);
  else await act.commitOutcome(batch, (await prepared.refused?.(why)) ?? { parked: why.reason });
}

/** Items that arrived in spite of the album's refusal are over; all later items leave alone. */
async function sendApart(batch: Batch, sent: number, act: VerdictActions): Promise<void> {
  for (const entry of [batch.lead, ...batch.alongside]) act.addFallback(entry, 'merged');
  const over = sentPart(batch, sent);
  if (over !== null) await act.commitOutcome(over, {});
}
