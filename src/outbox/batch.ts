import { albumOf, type Content, type Quote, type TextContent } from '../../machines/content.ts';
import type { EpochMs, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { DeskEffect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';
import { goesAlong } from './can-merge.ts';

/** At least one, oldest first. */
type Items<From, C = Content> = [{ from: From; content: C }, ...{ from: From; content: C }[]];

type Context<From> = { replyTo?: From; quote?: Quote };

/**
 * Several relays that leave in one call. Never stored: made of entries when their time has come.
 * `album` is Telegram's id of the album they came in; null: they came one by one.
 */
export type JointEffect =
  | ({
      kind: 'albumToThread';
      album: string | null;
      items: Items<PrivateMessageId>;
    } & Context<PrivateMessageId>)
  | ({
      kind: 'albumToClient';
      album: string | null;
      items: Items<ThreadMessageId>;
    } & Context<ThreadMessageId>)
  | ({ kind: 'textsToThread'; items: Items<PrivateMessageId, TextContent> } & Context<PrivateMessageId>)
  | ({ kind: 'textsToClient'; items: Items<ThreadMessageId, TextContent> } & Context<ThreadMessageId>);

export type OutboxEffect = DeskEffect | JointEffect;

/** What one call carries out, and the entries that are over with it. */
export type Composition = {
  lead: Entry;
  alongside: Entry[];
  effect: OutboxEffect;
  /** An album is not sent before its last item had time to come. */
  readyAt: EpochMs;
};

/** Whatever the clock says. */
const AT_ONCE = 0 as EpochMs;

/** An album has no end mark (`TELEGRAM.md §1.7`): this long after an item, none will follow. */
export const ALBUM_QUIET_MS = 700;
const ALBUM_LIMIT = 10;

type Relay = Extract<DeskEffect, { kind: 'relayToThread' | 'relayToClient' }>;
type Resend = Extract<DeskEffect, { kind: 'resendComment' }>;
type Edit = Extract<DeskEffect, { kind: 'editInThread' | 'editAtClient' }>;

const EDIT_OF = { relayToThread: 'editInThread', relayToClient: 'editAtClient' } as const;

const isRelay = (effect: DeskEffect): effect is Relay =>
  effect.kind === 'relayToThread' || effect.kind === 'relayToClient';

/** Of what has the same key only the newest counts; null: it counts by itself. */
function supersededBy(effect: DeskEffect): string | null {
  if (effect.kind === 'editInThread' || effect.kind === 'editAtClient')
    return `${effect.kind} ${effect.from}`;
  if (effect.kind === 'reactInThread') return `${effect.kind} ${effect.to}`;
  if (effect.kind === 'reactAtClient') return `${effect.kind} ${effect.to} ${effect.by}`;
  return null;
}

export type ComposeRules = {
  /** Has Telegram refused to take this one together with others? */
  apart(entry: Entry): boolean;
  /** The lane is held back: whatever can go in one call does. */
  merges: boolean;
};

/**
 * The first delivery of a queue: its head, with what can leave together with it. Pure.
 *
 * I1 Edits of what has not been sent change it instead of being sent; of several edits, or reactions of one person, to one
 *    message only the last is sent.
 *    A comment that became a note before it was sent is not sent; of an album nothing is.
 *    What people want tried again is neither changed nor changes anything: something newer may have arrived since.
 * I2 Items of one album that wait side by side are one delivery; in a lane that is held back also single texts, and
 *    single files of one family. A reply, a quote, or a forwarded message begins a call of its own.
 * @param queue from its head on; all of one owner and one lane
 */
export function compose(queue: readonly Entry[], { apart, merges }: ComposeRules): Composition {
  const [lead] = queue;
  if (lead === undefined) throw new Error('Nothing to compose');
  const { effect } = lead;
  if (isRelay(effect) || effect.kind === 'resendComment') {
    const note = withheld(effect, queue);
    if (note !== null) return unsent(lead, effect, note, queue);
  }
  if (!isRelay(effect)) return newest(lead, queue);
  if (lead.retried === true) return edited(lead, effect, []);
  if (apart(lead)) return edited(lead, effect, queue);
  const album = albumOf(effect.content);
  if (album !== null) return collected(lead, effect, album, queue);
  return merges ? merged(lead, effect, queue, apart) : edited(lead, effect, queue);
}

/** Edits of one message that wait, oldest first. */
function editsOf(kind: Edit['kind'], from: number, queue: readonly Entry[]): (Entry & { effect: Edit })[] {
  return queue.filter(
    (entry): entry is Entry & { effect: Edit } =>
      entry.retried !== true && entry.effect.kind === kind && entry.effect.from === from,
  );
}

/** Of several agents the newest reaction is seen, so none may go before one of somebody else that came earlier. */
function untilOthersReact({ effect }: Entry, queue: readonly Entry[]): readonly Entry[] {
  if (effect.kind !== 'reactAtClient') return queue;
  const next = queue.findIndex(
    ({ effect: other }) => other.kind === effect.kind && other.to === effect.to && other.by !== effect.by,
  );
  return next < 0 ? queue : queue.slice(0, next);
}

function newest(lead: Entry, queue: readonly Entry[]): Composition {
  const key = lead.retried === true ? null : supersededBy(lead.effect);
  const later = untilOthersReact(lead, queue).filter(
    (entry) => entry !== lead && entry.retried !== true && key !== null && supersededBy(entry.effect) === key,
  );
  return { lead, alongside: later, effect: later.at(-1)?.effect ?? lead.effect, readyAt: AT_ONCE };
}

function edited(lead: Entry, effect: Relay, queue: readonly Entry[]): Composition {
  const edits = editsOf(EDIT_OF[effect.kind], effect.from, queue);
  const content = edits.at(-1)?.effect.content ?? effect.content;
  return { lead, alongside: edits, effect: { ...effect, content }, readyAt: AT_ONCE };
}

/** What made a note of a comment, or of the album it is part of, before it was sent; null: it is for the client. */
const withheld = (effect: Relay | Resend, queue: readonly Entry[]): Entry | null =>
  (effect.kind !== 'relayToThread' && queue.find((entry) => withholds(entry.effect, effect))) || null;

function withholds(later: DeskEffect, { from, content }: Relay | Resend): boolean {
  const album = albumOf(content);
  if (later.kind === 'withholdAlbum') return later.album === album;
  if (later.kind !== 'withholdEdit' || later.as !== 'note') return false;
  return later.message === from || (album !== null && albumOf(later.content) === album);
}

function unsent(lead: Entry, { from }: Relay | Resend, note: Entry, queue: readonly Entry[]): Composition {
  const edits = editsOf('editAtClient', from, queue.slice(0, queue.indexOf(note)));
  return { lead, alongside: [...edits, note], effect: note.effect, readyAt: AT_ONCE };
}

function collected(lead: Entry, effect: Relay, album: string, queue: readonly Entry[]): Composition {
  const items: (Entry & { effect: Relay })[] = [];
  let isOver = false;
  for (const entry of queue) {
    if (supersededBy(entry.effect) !== null) continue;
    const belongs =
      entry.effect.kind === effect.kind &&
      isRelay(entry.effect) &&
      albumOf(entry.effect.content) === album &&
      withheld(entry.effect, queue) === null;
    if (!belongs || items.length === ALBUM_LIMIT) {
      isOver = true;
      break;
    }
    items.push(entry as Entry & { effect: Relay });
  }
  const last = items.at(-1) ?? lead;
  const readyAt = isOver || items.length === ALBUM_LIMIT ? AT_ONCE : ((last.at + ALBUM_QUIET_MS) as EpochMs);
  const parts = items.map((item) => edited(item, item.effect, queue));
  const alongside = [...items.slice(1), ...parts.flatMap((part) => part.alongside)];
  if (items.length === 1) return { ...(parts[0] ?? edited(lead, effect, queue)), readyAt };
  return { lead, alongside, readyAt, effect: albumEffect(effect, album, parts) };
}

function merged(
  lead: Entry,
  effect: Relay,
  queue: readonly Entry[],
  apart: ComposeRules['apart'],
): Composition {
  const first = edited(lead, effect, queue);
  const parts = [first];
  const contents: [Content, ...Content[]] = [contentOf(first)];
  for (const entry of queue) {
    // A reaction is about something that was sent before; an edit that leaves with its message is part of it.
    if (parts.some(({ lead: one, alongside }) => one === entry || alongside.includes(entry))) continue;
    if (entry.effect.kind === 'reactInThread' || entry.effect.kind === 'reactAtClient') continue;
    if (!isRelay(entry.effect) || beginsCall(entry.effect) || apart(entry)) break;
    if (withheld(entry.effect, queue) !== null) break;
    const part = edited(entry, entry.effect, queue);
    if (!goesAlong(contentOf(part), contents)) break;
    parts.push(part);
    contents.push(contentOf(part));
  }
  if (parts.length === 1) return first;
  const alongside = parts.flatMap((part) => [part.lead, ...part.alongside]).filter((entry) => entry !== lead);
  const joint = contents[0].kind === 'text' ? textsEffect(effect, parts) : albumEffect(effect, null, parts);
  return { lead, alongside, effect: joint, readyAt: AT_ONCE };
}

const contentOf = ({ effect }: Composition): Content => (effect as Relay).content;

const beginsCall = ({ replyTo, quote }: Relay): boolean => replyTo !== undefined || quote !== undefined;

function albumEffect(first: Relay, album: string | null, parts: Composition[]): JointEffect {
  const kind = first.kind === 'relayToThread' ? 'albumToThread' : 'albumToClient';
  return { kind, album, ...jointly(first, parts) } as JointEffect;
}

function textsEffect(first: Relay, parts: Composition[]): JointEffect {
  const kind = first.kind === 'relayToThread' ? 'textsToThread' : 'textsToClient';
  return { kind, ...jointly(first, parts) } as JointEffect;
}

function jointly({ replyTo, quote }: Relay, parts: Composition[]) {
  const items = parts.map((part) => part.effect as Relay).map(({ from, content }) => ({ from, content }));
  return {
    items,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quote === undefined ? {} : { quote }),
  };
}

/** Must it perhaps wait for more of its album? Everything else leaves at once. */
export const isCollected = ({ effect }: Entry): boolean =>
  isRelay(effect) && albumOf(effect.content) !== null;

/** Can it be sent without its message, by its file alone? */
export const isFile = ({ effect }: Composition): boolean =>
  'content' in effect && effect.content.kind === 'media';

/** Did they leave together only because the lane was held back? What Telegram says of one then counts for none. */
export const isMerged = ({ effect }: Composition): boolean =>
  effect.kind === 'textsToThread' ||
  effect.kind === 'textsToClient' ||
  ('album' in effect && effect.album === null);

/** Of an album of which only the first items went out, what is over with them; null: nothing. */
export function sentPart({ lead, alongside, effect }: Composition, sent: number): Composition | null {
  if (effect.kind !== 'albumToThread' && effect.kind !== 'albumToClient') return null;
  const items = new Set<number>(effect.items.slice(0, sent).map(({ from }) => from));
  const [first, ...rest] = [lead, ...alongside].filter(
    (entry) => 'from' in entry.effect && items.has(entry.effect.from),
  );
  return first === undefined ? null : { lead: first, alongside: rest, effect, readyAt: AT_ONCE };
}
