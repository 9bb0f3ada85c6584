import { albumOf, type Content, type Quote } from '../../machines/content.ts';
import type { Effect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';
import { fitTogether, goesAlong } from './can-merge.ts';
import type { BatchPart, WaitingBlock, WaitingMessage } from './delivery.ts';
import type { DeliveryTable } from './delivery-table.ts';

/** The entries of one call. */
export type Batch = {
  lead: Entry;
  alongside: Entry[];
  effect: Effect;
  /** The messages in the call, in order; empty for an effect without a message. */
  messages: Entry[];
  /** The messages left together only because the lane was held back. A refusal of the whole is no refusal of each. */
  isMerged: boolean;
  /** Monotonic time in ms. An album waits until the last item had time to arrive. */
  readyAtMs: number;
};

/** Earlier than any time of the monotonic clock. */
const AT_ONCE = 0;

/** The kind of a call with blocks of several authors. */
const BLOCKS = 'blocksInThread';

/** An album has no end mark (`FACTS.md #25`): after this time without an item, the album is complete. */
export const ALBUM_QUIET_MS = 700;
const ALBUM_LIMIT = 10;

type MessagePart = Extract<BatchPart<Effect>, { is: 'message' }>;
type Message = Effect & WaitingMessage & { replyTo?: number; quote?: Quote };
type MessageEntry = Entry & { effect: Message };
type BlockPart = Extract<BatchPart<Effect>, { is: 'block' }>;

type BatchRules = {
  table: Pick<DeliveryTable, 'batch'>;
  /** Telegram refused the entry in a call with several entries. */
  isApart(entry: Entry): boolean;
  /** The lane is held back: as many entries as possible leave in a call. */
  merges: boolean;
  /** Monotonic time in ms at which the process read the entry. */
  arrivedMs(entry: Entry): number;
};

/**
 * The first call of a queue: the head, and the entries that leave with the head. Pure.
 *
 * I1 A change of a waiting message changes the message and needs no call. The last of several changes, or of several
 *    states with the same key, is sent. A withdrawn message is not sent, and neither is any item of a withdrawn album.
 *    A retried entry changes no message and is not changed: a newer version may have arrived since.
 * I2 Items of an album that wait side by side are a single call. In a held-back lane, single texts are a single call
 *    too, and so are single files of a family. A reply, a quote or a forwarded message begins a call of its own.
 * I3 Texts of several authors that wait side by side are one call of blocks. A file, a reply or a quote ends the blocks.
 * @param queue from the head on; all entries of one owner and one lane
 */
export function nextBatch(queue: readonly Entry[], rules: BatchRules): Batch {
  const [lead] = queue;
  if (lead === undefined) throw new Error('An empty queue has no batch');
  const part = rules.table.batch(lead.effect);
  if (part?.is === 'block') return block(lead, part, queue, rules);
  if (part?.is !== 'message') return newest(lead, queue, rules);
  const message = lead as MessageEntry;
  const withdrawal = withdrawalOf(message, part, queue, rules);
  if (withdrawal !== null) return withdrawn(message, part, withdrawal, queue, rules);
  if (part.joins === null) return alone(lead);
  if (lead.retried === true) return changed(message, part, [], rules);
  if (rules.isApart(lead)) return changed(message, part, queue, rules);
  const album = albumOf(message.effect.content);
  if (album !== null) return asAlbum(message, part, album, queue, rules);
  return rules.merges ? merged(message, part, queue, rules) : changed(message, part, queue, rules);
}

const alone = (lead: Entry): Batch => ({
  lead,
  alongside: [],
  effect: lead.effect,
  messages: [],
  isMerged: false,
  readyAtMs: AT_ONCE,
});

/** A block, and the blocks behind. */
function block(lead: Entry, part: BlockPart, queue: readonly Entry[], rules: BatchRules): Batch {
  const isRetried = lead.retried === true;
  const first = changed(lead as MessageEntry, part, isRetried ? [] : queue, rules);
  return rules.merges && !isRetried && !rules.isApart(lead) ? amongBlocks(first, queue, rules) : first;
}

/** Waiting changes of one message, oldest first. */
function changesOf(
  { author }: Pick<MessagePart, 'author'>,
  from: number,
  queue: readonly Entry[],
  { table }: BatchRules,
) {
  return queue.filter((entry): entry is MessageEntry => {
    const part = table.batch(entry.effect);
    const isChange = part?.is === 'change' && part.author === author;
    return isChange && entry.retried !== true && entry.effect['from'] === from;
  });
}

/** Effects with the same key replace each other; null: the effect replaces no effect. */
function keyOf(entry: Entry, { table }: BatchRules): string | null {
  const part = table.batch(entry.effect);
  if (part?.is === 'change') return `${entry.effect.kind} ${String(entry.effect['from'])}`;
  return part?.is === 'state' ? `${entry.effect.kind} ${part.key(entry.effect)}` : null;
}

function newest(lead: Entry, queue: readonly Entry[], rules: BatchRules): Batch {
  const key = lead.retried === true ? null : keyOf(lead, rules);
  if (key === null) return alone(lead);
  const part = rules.table.batch(lead.effect);
  const stopsAt = (later: Entry) =>
    part?.is === 'state' &&
    later.effect.kind === lead.effect.kind &&
    part.stopsAt?.(lead.effect, later.effect) === true;
  const stop = queue.findIndex(stopsAt);
  const alongside = (stop < 0 ? queue : queue.slice(0, stop)).filter(
    (entry) => entry !== lead && entry.retried !== true && keyOf(entry, rules) === key,
  );
  return { ...alone(lead), alongside, effect: alongside.at(-1)?.effect ?? lead.effect };
}

/** A message, with the waiting changes of the message. */
function changed(
  lead: MessageEntry,
  part: Pick<MessagePart, 'author'>,
  queue: readonly Entry[],
  rules: BatchRules,
): Batch {
  const changes = changesOf(part, lead.effect.from, queue, rules);
  const newest = changes.at(-1)?.effect.content;
  const effect = newest === undefined ? lead.effect : { ...lead.effect, content: newest };
  return { ...alone(lead), alongside: changes, effect, messages: [lead] };
}

/** The entry that took the message, or the album of the message, back before the message was sent. */
function withdrawalOf(
  { effect }: MessageEntry,
  { author }: MessagePart,
  queue: readonly Entry[],
  { table }: BatchRules,
): Entry | null {
  for (const entry of queue) {
    const part = table.batch(entry.effect);
    if (part?.is === 'withdrawal' && part.author === author && part.covers(entry.effect, effect))
      return entry;
  }
  return null;
}

function withdrawn(
  lead: MessageEntry,
  part: MessagePart,
  withdrawal: Entry,
  queue: readonly Entry[],
  rules: BatchRules,
): Batch {
  const before = queue.slice(0, queue.indexOf(withdrawal));
  const changes = changesOf(part, lead.effect.from, before, rules);
  return { ...alone(lead), alongside: [...changes, withdrawal], effect: withdrawal.effect };
}

/** The same kind of message, to be sent, else null. */
function sibling(
  entry: Entry,
  lead: MessageEntry,
  part: MessagePart,
  queue: readonly Entry[],
  rules: BatchRules,
) {
  if (entry.effect.kind !== lead.effect.kind) return null;
  const message = entry as MessageEntry;
  return withdrawalOf(message, part, queue, rules) === null ? message : null;
}

function asAlbum(
  lead: MessageEntry,
  part: MessagePart,
  album: string,
  queue: readonly Entry[],
  rules: BatchRules,
): Batch {
  const items: MessageEntry[] = [];
  let isOver = false;
  for (const entry of queue) {
    if (keyOf(entry, rules) !== null) continue;
    const item = sibling(entry, lead, part, queue, rules);
    if (item === null || albumOf(item.effect.content) !== album || items.length === ALBUM_LIMIT) {
      isOver = true;
      break;
    }
    items.push(item);
  }
  const isFull = isOver || items.length === ALBUM_LIMIT;
  const readyAtMs = isFull ? AT_ONCE : rules.arrivedMs(items.at(-1) ?? lead) + ALBUM_QUIET_MS;
  const parts = items.map((item) => changed(item, part, queue, rules));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return { ...only, readyAtMs };
  const effect = joined(lead, parts, { kind: part.joins?.album ?? '', album });
  return { ...together(parts, effect), readyAtMs };
}

/** In a held-back lane: messages of one kind, or blocks of several authors. */
function merged(lead: MessageEntry, part: MessagePart, queue: readonly Entry[], rules: BatchRules): Batch {
  const first = changed(lead, part, queue, rules);
  const parts = ofOneKind(lead, part, first, queue, rules);
  const amongOthers = amongBlocks(first, queue, rules);
  if (amongOthers.messages.length > parts.length) return amongOthers;
  if (parts.length === 1) return first;
  const as =
    contentOf(first).kind === 'text'
      ? { kind: part.joins?.texts ?? '' }
      : { kind: part.joins?.album ?? '', album: null };
  return { ...together(parts, joined(lead, parts, as)), isMerged: true };
}

function ofOneKind(
  lead: MessageEntry,
  part: MessagePart,
  first: Batch,
  queue: readonly Entry[],
  rules: BatchRules,
): [Batch, ...Batch[]] {
  const parts: [Batch, ...Batch[]] = [first];
  const contents: [Content, ...Content[]] = [contentOf(first)];
  for (const entry of behind(parts, queue, rules)) {
    const message = sibling(entry, lead, part, queue, rules);
    if (message === null || beginsCall(message.effect) || rules.isApart(entry)) break;
    const next = changed(message, part, queue, rules);
    if (!goesAlong(contentOf(next), contents)) break;
    parts.push(next);
    contents.push(contentOf(next));
  }
  return parts;
}

/** The entries behind the parts so far. Lazy: the parts grow during the iteration. */
function* behind(parts: readonly Batch[], queue: readonly Entry[], { table }: BatchRules): Generator<Entry> {
  for (const entry of queue) {
    // A change in the call of the message is part of the message.
    if (parts.some(({ lead, alongside }) => lead === entry || alongside.includes(entry))) continue;
    const part = table.batch(entry.effect);
    if (part?.is === 'state' && part.isPassed === true) continue;
    yield entry;
  }
}

/** The first entry, and the blocks behind that fit. */
function amongBlocks(first: Batch, queue: readonly Entry[], rules: BatchRules): Batch {
  const opening = blockOf(first, rules);
  if (opening === null) return first;
  const parts = [first];
  const blocks = [opening];
  for (const entry of behind(parts, queue, rules)) {
    const part = rules.table.batch(entry.effect);
    if (part?.is !== 'block' && part?.is !== 'message') break;
    if (entry.retried === true || rules.isApart(entry) || beginsCall(entry.effect as Message)) break;
    const message = entry as MessageEntry;
    if (part.is === 'message' && withdrawalOf(message, part, queue, rules) !== null) break;
    const next = changed(message, part, queue, rules);
    const own = blockOf(next, rules);
    if (own === null || !fitTogether([...blocks, own])) break;
    parts.push(next);
    blocks.push(own);
  }
  if (parts.length === 1) return first;
  const { replyTo, quote } = first.lead.effect as Message;
  const effect = {
    kind: BLOCKS,
    blocks,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quote === undefined ? {} : { quote }),
  };
  return { ...together(parts, effect), isMerged: true };
}

function blockOf({ lead, effect }: Batch, { table }: BatchRules): WaitingBlock | null {
  const part = table.batch(effect);
  return part?.is === 'message' || part?.is === 'block' ? (part.block?.(effect, lead.at) ?? null) : null;
}

const contentOf = ({ effect }: Batch): Content => (effect as Message).content;

const beginsCall = ({ replyTo, quote }: Message): boolean => replyTo !== undefined || quote !== undefined;

function joined(
  { effect: { replyTo, quote } }: MessageEntry,
  parts: Batch[],
  as: { kind: string; album?: string | null },
): Effect {
  const items = parts
    .map(({ effect }) => effect as Message)
    .map(({ n, from, content }) => ({ n, from, content }));
  return {
    ...as,
    items,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quote === undefined ? {} : { quote }),
  };
}

function together(parts: Batch[], effect: Effect): Batch {
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('Nothing leaves together');
  const rest = [...first.alongside, ...others.flatMap((part) => [part.lead, ...part.alongside])];
  return { ...first, alongside: rest, effect, messages: parts.map(({ lead }) => lead) };
}

/** The message may have to wait for the rest of an album. */
export function isCollected({ effect }: Entry, table: BatchRules['table']): boolean {
  const part = table.batch(effect);
  return part?.is === 'message' && part.joins !== null && albumOf((effect as Message).content) !== null;
}

/** The content is a file, and can be sent by the file's id without the original message. */
export const isFile = ({ effect }: Batch): boolean =>
  (effect['content'] as Content | undefined)?.kind === 'media';

/** The part of an album that went out before a later item was refused; null: no item went out. */
export function sentPart(batch: Batch, sent: number): Batch | null {
  if (batch.messages.length < 2 || batch.effect['album'] === undefined) return null;
  const items = new Set(batch.messages.slice(0, sent).map(({ effect }) => effect['from']));
  const [lead, ...alongside] = [batch.lead, ...batch.alongside].filter(({ effect }) =>
    items.has(effect['from']),
  );
  return lead === undefined ? null : { ...batch, lead, alongside };
}
