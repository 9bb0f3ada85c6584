import type { Redis } from 'ioredis';
import type { Update } from 'grammy/types';
import type { PostId } from '../../machines/ids.ts';
import type { Command } from '../../src/actor/command.ts';
import { createDispatch } from '../../src/actor/dispatch.ts';
import type { ClientStore } from '../../src/actor/ports.ts';
import type { DeskEffect } from '../../src/desk/features.ts';
import { Team } from '../../src/features/team/team.ts';
import type { Locale } from '../../machines/locales.ts';
import type { DeskRows } from '../../src/router/desk-rows.ts';
import { Receive } from '../../src/router/receive.ts';
import type { Membership, TeamStore } from '../../src/store/team-store.ts';
import type { Answer } from '../../src/telegram/call.ts';
import { TelegramError } from '../../src/telegram/error.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { deskFeatures, deskTexts } from './deliveries.ts';
import { drivenClock } from './driven-clock.ts';
import { type DeskStores, deskStores, user } from './stores.ts';
import { desk as chats } from './updates.ts';

/** Without canned answers the router itself answers the words of the team to the bot. */
const { rows } = deskFeatures(new Set(['cannedAnswers']));

type ReceptionOptions = {
  desk?: number;
  /** Wraps the store of the clients. */
  before?(store: ClientStore): ClientStore;
  /** @default the rows of a desk without canned answers */
  rows?: DeskRows;
  locale?: Locale;
  /** @default 'full' */
  collect?: 'full' | 'minimal';
  /** A membership from an update is stored after this promise. */
  learnsAfter?: Promise<void>;
};

type LogLine = { event: string; updateId?: number; person?: number; err?: { type: string } };

/** Telegram as far as it knows people. The channel has only members added by the test. */
function aTelegram() {
  const telegram = {
    memberships: new Map<number, Membership>(),
    /** People without an answer from Telegram. */
    unknown: new Set<number>(),
    /** Answers wait for this promise. */
    slow: new Map<number, Promise<void>>(),
    questions: 0,
    /** Answers to presses, inline queries and join requests. */
    answers: [] as Answer[],
  };
  const api = {
    async membership(_chat: number, person: number): Promise<Membership> {
      telegram.questions += 1;
      await telegram.slow.get(person);
      if (telegram.unknown.has(person)) throw new TelegramError('No answer from the Bot API', null);
      return telegram.memberships.get(person) ?? 'outsider';
    },
    administrators: async () => [],
    async answer(one: Answer) {
      telegram.answers.push(one);
      return { ok: true as const, messageIds: [] };
    },
  };
  return { telegram, api };
}

const learningAfter = (store: TeamStore, after: Promise<void> | undefined): TeamStore => ({
  ...store,
  async told(...learned) {
    await after;
    await store.told(...learned);
  },
});

/** The log of a reception: parked updates, and updates set aside. */
function aLog() {
  const lines: LogLine[] = [];
  return {
    logger: createLogger(
      { level: 'warn', pretty: false },
      { write: (line) => lines.push(JSON.parse(line) as LogLine) },
    ),
    /** The updates that were parked, and why. */
    parkedUpdates: (): [number | undefined, string | undefined][] =>
      lines.flatMap(({ event, updateId, err }) => (event === 'update.parked' ? [[updateId, err?.type]] : [])),
    /** The people whose updates were set aside. */
    setAside: () => lines.flatMap(({ event, person }) => (event === 'update.set-aside' ? [person] : [])),
  };
}

/** A process with intake on a real Redis, without delivery. */
export function aReception(redis: Redis, options: ReceptionOptions = {}) {
  const stores = deskStores(redis, options.desk);
  const clock = drivenClock();
  const stopping = new AbortController();
  const { telegram, api } = aTelegram();
  const { logger, ...logged } = aLog();
  const troubles: unknown[] = [];
  const commands: Command[] = [];
  const clients = options.before?.(stores.clients) ?? stores.clients;
  /** Set to wait out a trouble of the store. */
  const store: { isWell(error: unknown): Promise<boolean> } = { isWell: async () => false };
  const waitOut = async (error: unknown): Promise<boolean> => {
    if (error instanceof TelegramError) return false;
    troubles.push(error);
    return store.isWell(error);
  };
  const dispatch = createDispatch({ store: clients, onCommitted() {}, onBehind() {}, waitOut });
  const team = new Team({
    storeOf: () => learningAfter(stores.teamStore, options.learnsAfter),
    api,
    boards: chats,
    clock,
  });
  const receive = new Receive({
    routing: {
      desk: {
        boards: chats,
        botUsername: 'Desk_Bot',
        texts: deskTexts(options.locale ?? 'pt-BR'),
        collect: () => options.collect ?? 'full',
      },
      team,
      clients: { ...stores.links, isClient: async (client) => (await clients.load(client)) !== null },
      channelHealth: { changed() {}, moved: async () => {} },
      rows: options.rows ?? rows,
      answer: api.answer,
    },
    dispatch: Object.assign((command: Command) => dispatch((commands.push(command), command)), dispatch),
    intake: stores.intake,
    clock,
    guard: { stopping: stopping.signal, waitOut },
    log: logger,
  });
  return {
    ...stores,
    ...logged,
    dispatch,
    telegram,
    /** The commands of all updates, in the order of the mailboxes. */
    commands,
    clock,
    stopping,
    troubles,
    store,
    receive,
    takes: (...updates: Update[]) => Promise.all(updates.map((update) => receive.update(update))),
    posted: () => posted({ stores, dispatch, clock }),
    waits: (owner?: number) => waits(stores, owner),
  };
}

export type Reception = ReturnType<typeof aReception>;

/** The post of client 700 has been sent, as number 7. */
async function posted({
  stores,
  dispatch,
  clock,
}: Pick<Reception, 'dispatch' | 'clock'> & { stores: DeskStores }): Promise<void> {
  const owner = user(700);
  const { entries } = await stores.outbox.waiting(owner);
  const post = entries.find(({ effect }) => effect.kind === 'openPost');
  const face = { glyph: '🟦', name: 'Ana', ticket: 1, pinned: false, away: false } as const;
  await dispatch({
    id: 'outcome',
    at: clock.now(),
    owner,
    actor: { kind: 'desk' },
    event: { type: 'post.sent', threadNumber: 1, post: 7 as PostId },
    outcome: { entry: post?.id ?? '', shown: { threadNumber: 1, face } },
  });
}

/** Waiting entries of an owner, without openings and greetings. */
async function waits(stores: DeskStores, owner = 700): Promise<string[]> {
  const { entries } = await stores.outbox.waiting(user(owner));
  return entries.flatMap(({ effect }) => shown(effect as DeskEffect));
}

function shown(effect: DeskEffect): string[] {
  if (effect.kind === 'relayToThread' || effect.kind === 'relayToClient') {
    return [effect.content.kind === 'text' ? effect.content.text : effect.content.what];
  }
  if (effect.kind !== 'say' || effect.to === 'client') return [];
  return [effect.text].flat().map(({ key }) => `⚙️ ${key}`);
}
