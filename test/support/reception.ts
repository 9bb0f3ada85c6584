import type { Redis } from 'ioredis';
import type { Update } from 'grammy/types';
import type { PostId } from '../../machines/ids.ts';
import { createDispatch } from '../../src/actor/dispatch.ts';
import type { ClientStore } from '../../src/actor/ports.ts';
import { Team } from '../../src/features/team/team.ts';
import { Receive } from '../../src/router/receive.ts';
import type { Membership } from '../../src/store/team-store.ts';
import { TelegramError } from '../../src/telegram/error.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { drivenClock } from './driven-clock.ts';
import { deskStores, user } from './stores.ts';
import { desk as chats } from './updates.ts';

type ReceptionOptions = {
  desk?: number;
  /** Stands before the store of the clients. */
  before?(store: ClientStore): ClientStore;
  /** An update about a membership is remembered after this. */
  learnsAfter?: Promise<void>;
};

type LogLine = { event: string; updateId?: number; person?: number; err?: { type: string } };

/** One process that takes updates, on a real Redis, without delivery. Telegram knows nobody unless told. */
export function aReception(redis: Redis, options: ReceptionOptions = {}) {
  const stores = deskStores(redis, options.desk);
  const clock = drivenClock();
  const stopping = new AbortController();
  const log: LogLine[] = [];
  const troubles: unknown[] = [];
  const telegram = {
    memberships: new Map<number, Membership>(),
    /** People about whom Telegram does not answer. */
    unknown: new Set<number>(),
    /** Answers wait for this. */
    slow: new Map<number, Promise<void>>(),
    questions: 0,
  };
  const clients = options.before?.(stores.clients) ?? stores.clients;
  /** Set it to let a trouble of the store be waited out. */
  const store: { isWell(error: unknown): Promise<boolean> } = { isWell: async () => false };
  const waitOut = async (error: unknown): Promise<boolean> => {
    if (error instanceof TelegramError) return false;
    troubles.push(error);
    return store.isWell(error);
  };
  const dispatch = createDispatch({ store: clients, onCommitted() {}, onBehind() {}, waitOut });
  const team = new Team({
    store: {
      ...stores.teamStore,
      async told(...learned) {
        await options.learnsAfter;
        await stores.teamStore.told(...learned);
      },
    },
    api: {
      async membership(_chat, person) {
        telegram.questions += 1;
        await telegram.slow.get(person);
        if (telegram.unknown.has(person)) throw new TelegramError('No answer from the Bot API', null);
        return telegram.memberships.get(person) ?? 'outsider';
      },
      administrators: async () => [],
    },
    chats,
    clock,
  });
  const receive = new Receive({
    routing: {
      desk: { ...chats, botUsername: 'Desk_Bot' },
      team,
      links: stores.links,
      place: { changed() {}, moved: async () => {} },
      isClient: async (client) => (await clients.load(client)) !== null,
    },
    dispatch,
    intake: stores.intake,
    clock,
    guard: { stopping: stopping.signal, waitOut },
    log: createLogger(
      { level: 'warn', pretty: false },
      { write: (line) => log.push(JSON.parse(line) as LogLine) },
    ),
  });
  return {
    ...stores,
    dispatch,
    telegram,
    clock,
    stopping,
    /** The updates that the log says were parked, and why. */
    parkedUpdates: (): [number | undefined, string | undefined][] =>
      log.flatMap(({ event, updateId, err }) => (event === 'update.parked' ? [[updateId, err?.type]] : [])),
    /** The people whose updates the log says were set aside. */
    setAside: () => log.flatMap(({ event, person }) => (event === 'update.set-aside' ? [person] : [])),
    troubles,
    store,
    receive,
    takes: (...updates: Update[]) => Promise.all(updates.map((update) => receive.update(update))),
    /** The post of client 700 has been sent, as number 7. */
    async posted(): Promise<void> {
      const owner = user(700);
      const { entries } = await stores.outbox.waiting(owner);
      const post = entries.find(({ effect }) => effect.kind === 'openPost');
      const face = { glyph: '🟦', name: 'Ana', pinned: false, away: false } as const;
      await dispatch({
        id: 'outcome',
        at: clock.now(),
        owner,
        event: { type: 'post.sent', threadNumber: 1, post: 7 as PostId },
        outcome: { entry: post?.id ?? '', shown: { threadNumber: 1, face } },
      });
    },
    /** What waits for a client, but for the openings and greetings. */
    async waits(owner = 700): Promise<string[]> {
      const { entries } = await stores.outbox.waiting(user(owner));
      return entries.flatMap(({ effect }) => {
        if (effect.kind === 'relayToThread' || effect.kind === 'relayToClient') {
          return [effect.content.kind === 'text' ? effect.content.text : effect.content.what];
        }
        if (effect.kind === 'replyInThread') return [`⚙️ ${effect.reply.key}`];
        return effect.kind === 'answerAgent' ? [`⚙️ ${effect.text}`] : [];
      });
    },
  };
}

export type Reception = ReturnType<typeof aReception>;
