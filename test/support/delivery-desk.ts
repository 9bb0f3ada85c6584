import type { Redis } from 'ioredis';
import type { ClientEvent } from '../../machines/client/event.ts';
import type { Owner, PostId, ThreadMessageId, UserId } from '../../machines/ids.ts';
import { createDispatch, type Dispatch } from '../../src/actor/dispatch.ts';
import type { Clock } from '../../src/base/clock.ts';
import type { Effect } from '../../src/actor/effects.ts';
import type { ClientStore } from '../../src/actor/ports.ts';
import { joinReactions, type Reactions } from '../../src/actor/reactions.ts';
import { CANNED, deskTexts, settingsOf } from './deliveries.ts';
import { UNASKED_SETUP } from './desk-options.ts';
import type { Fence } from '../../src/store/lease.ts';
import { createFeatures, deskReactions } from '../../src/desk/features.ts';
import type { Deliveries } from '../../src/outbox/delivery-table.ts';
import type { Transport } from '../../src/outbox/transport.ts';
import { OutboxWorker } from '../../src/outbox/worker.ts';
import type { WorkerEvents } from '../../src/outbox/worker-log.ts';
import { createLogger, type Logger } from '../../src/telemetry/logger.ts';
import type { Call, CallAnswer } from '../../src/telegram/call.ts';
import { fireDueTimers } from '../../src/jobs/fire-timers.ts';
import { type DrivenClock, drivenClock, turn } from './driven-clock.ts';
import { client, deskStores, user, wrote } from './stores.ts';
import { CHANNEL_ID, desk as chats, GROUP_ID } from './updates.ts';
import { NO_TEXTS } from './desk-options.ts';

export type Answering = (call: Call) => CallAnswer | Promise<CallAnswer> | undefined;

export const refused = (
  code: number,
  description: string,
  retryAfterS: number | null = null,
): CallAnswer => ({
  ok: false,
  failure: 'refused',
  code,
  description,
  retryAfterS,
});
export const lostAnswer: CallAnswer = { ok: false, failure: 'unknown', description: 'No answer' };

type DeliveryOptions = {
  /** Another process of the same desk, with the same time. */
  desk?: number;
  /** The lease of this process. */
  fence?: Fence;
  mayCall?(): Promise<boolean>;
  clock?: DrivenClock;
  admins?: number[];
  /** @default 0: no limit */
  floodPerMinute?: number;
  /** @default 'live' */
  mirror?: 'live' | 'digest' | 'off';
  /** Telegram is asked who the administrators are. */
  onAudience?(): void;
  /** An administrator cannot be noted as unreachable. */
  onUnreachable?(): Promise<void>;
  before?(store: ClientStore): ClientStore;
  /** A feature besides the features of the desk. */
  trial?: { deliveries: Deliveries; reactions?: Reactions; transports?: readonly Transport[] };
};

const actor = { kind: 'desk' } as const;

/** Delivery of a process on a real Redis. `answering` plays Telegram; the default takes everything. */
export function deliveryDesk(redis: Redis, options: DeliveryOptions = {}) {
  const stores = deskStores(redis, options.desk, options.fence);
  const clock = options.clock ?? drivenClock();
  const clients = options.before?.(stores.clients) ?? stores.clients;
  const told: Told = [];
  const unreachable: UserId[] = [];
  const { calls, call, telegram } = answeringTelegram();
  const dispatch = createDispatch({
    store: clients,
    reactions: joinReactions([deskReactions(), options.trial?.reactions ?? {}]),
    onCommitted: (commitment) => worker.committed(commitment),
    onBehind: (owner) => void worker.reload(owner),
    waitOut: async () => false,
  });
  const worker: OutboxWorker = new OutboxWorker({
    telegram: {
      mayCall: options.mayCall ?? (async () => true),
      call,
      answers: async () => telegram.answers,
    },
    features: featuresOf(options, { dispatch, clock, told, unreachable }),
    context: {
      chats,
      texts: deskTexts('pt-BR'),
      company: () => NO_TEXTS,
      logDays: () => 90,
      collect: () => 'full',
      deskName: () => '',
      ...stores,
    },
    dispatch,
    store: stores.outbox,
    runtime: { clock, random: () => 0.5, on: recording(told) },
  });

  /** Resolves when only time or a pending answer is missing. */
  async function settles(): Promise<void> {
    for (let quiet = 0; quiet < 6; quiet += 1) {
      const before = calls.length + told.length;
      await redis.ping();
      await turn();
      if (calls.length + told.length !== before) quiet = 0;
    }
  }

  return {
    ...stores,
    /** Reads the entries from before the start of the process. */
    async starts(): Promise<void> {
      for (const owner of await stores.outbox.owners()) await worker.reload(owner);
    },
    clients,
    clock,
    dispatch,
    worker,
    calls,
    told,
    unreachable,
    telegram,
    settles,
    ...actsOf({ clients, clock, dispatch, settles }, () => {
      calls.length = 0;
      told.length = 0;
    }),
    async passes(ms: number): Promise<void> {
      await clock.advance(ms);
      const { timers } = stores;
      await fireDueTimers({ timers, rows: {}, load: (id) => clients.load(id), dispatch, clock });
      await settles();
    },
    waiting: async (owner: number | Owner) =>
      (await stores.outbox.waiting(owner as Owner)).entries.map(({ effect }) => effect.kind),
    record: (owner: number) => clients.load(client(owner)),
  };
}

type Acting = { clients: ClientStore; clock: DrivenClock; dispatch: Dispatch; settles(): Promise<void> };

/** Events of clients and agents, each delivered before the act resolves. */
function actsOf({ clients, clock, dispatch, settles }: Acting, forget: () => void) {
  let commands = 0;

  async function event(owner: number, given: ClientEvent): Promise<void> {
    commands += 1;
    await dispatch({ id: `e${commands}`, at: clock.now(), owner: user(owner), actor, event: given });
    await settles();
  }

  async function writes(owner: number, message: number, text?: string): Promise<void> {
    await dispatch(wrote(owner, message, { at: clock.now(), ...(text === undefined ? {} : { text }) }));
    await settles();
  }

  /** Telegram's copy of the newest post. */
  async function copied(owner: number, root: number): Promise<void> {
    const post = (await clients.load(client(owner)))?.state.context.thread.post ?? 0;
    await event(owner, { type: 'copy.arrived', post: post as PostId, root: root as ThreadMessageId });
  }

  return {
    event,
    writes,
    copied,
    /** A client with a thread under `root`, everything delivered. */
    async serves(owner: number, root: number): Promise<void> {
      await writes(owner, 1, 'oi');
      await copied(owner, root);
      forget();
    },
    comments: (owner: number, message: number, text: string) =>
      event(owner, {
        type: 'agent.commented',
        message: message as ThreadMessageId,
        content: { kind: 'text', text, entities: [] },
        by: { id: null, name: 'Bia' },
      }),
    async adds(owner: number | Owner, ...effects: Effect[]): Promise<void> {
      commands += 1;
      await dispatch({ id: `a${commands}`, at: clock.now(), owner: owner as Owner, actor, effects });
    },
  };
}

/** Telegram that takes every call, unless `answering` says otherwise. */
function answeringTelegram() {
  const calls: Call[] = [];
  const telegram: { answering: Answering; answers: boolean } = { answering: () => undefined, answers: true };
  let messages = 100;
  async function call(made: Call): Promise<CallAnswer> {
    calls.push(made);
    const answer = await telegram.answering(made);
    messages += 1;
    return answer ?? { ok: true, messageIds: [messages] };
  }
  return { calls, call, telegram };
}

/** Events of the worker, written down. */
function recording(told: Told): WorkerEvents {
  const tell =
    (name: keyof WorkerEvents) =>
    (...what: unknown[]) =>
      void told.push([name, ...what]);
  return {
    delivered: tell('delivered'),
    paused: tell('paused'),
    allPaused: tell('allPaused'),
    retried: tell('retried'),
    barred: tell('barred'),
    parked: tell('parked'),
    threadLost: tell('threadLost'),
    moved: tell('moved'),
    troubled: tell('troubled'),
  };
}

export type DeliveryDesk = ReturnType<typeof deliveryDesk>;

/** `sendMessage -1002 "oi" ↩31`: a call in words. */
export function asTold(call: Call): string {
  const params = call.params as Record<string, unknown>;
  const place = { [CHANNEL_ID]: 'channel', [GROUP_ID]: 'group' }[call.params.chat_id] ?? call.params.chat_id;
  const reply = params['reply_parameters'] as { message_id: number } | undefined;
  const what = 'text' in params ? params['text'] : params['message_id'];
  return `${call.method} ${place} ${what as string | number}${reply === undefined ? '' : ` ↩${reply.message_id}`}`;
}

export const textsTo = (calls: readonly Call[], chat: number): string[] =>
  calls.flatMap(({ method, params }) =>
    method === 'sendMessage' && params.chat_id === chat && 'text' in params ? [params.text] : [],
  );

/** The names of events that features log. */
function logging(told: Told): Logger {
  const write = (line: string) => void told.push(['logged', (JSON.parse(line) as { event: string }).event]);
  return createLogger({ level: 'warn', pretty: false }, { write });
}

type Told = [keyof WorkerEvents | 'logged', ...unknown[]][];

/** The features of a whole desk, with the ports that the options describe. */
const featuresOf = (
  options: DeliveryOptions,
  {
    dispatch,
    clock,
    told,
    unreachable,
  }: { dispatch: Dispatch; clock: Clock; told: Told; unreachable: UserId[] },
) => {
  const features = createFeatures({
    team: {
      async audience() {
        options.onAudience?.();
        return (options.admins ?? []).map(user);
      },
      memberships: async () => new Map(),
      alertsAdmins: () => true,
      unreachable: async () => [],
      async setReachable(admin) {
        await options.onUnreachable?.();
        unreachable.push(admin);
      },
      hintOnce: () => ({}),
    },
    health: {
      refused() {},
      delivered() {},
      moved: async () => {},
      confirmBoard: async () => {},
      threadsFail: async () => {},
    },
    stores: {
      ...CANNED,
      intake: { awakeAt: async () => null, markAwake: async () => {} },
      forget: async () => [],
      lists: { open: async () => [], clientOfTicket: async () => null, candidates: async () => [] },
      clients: { load: async () => null },
    },
    runtime: {
      texts: deskTexts('pt-BR'),
      clock,
      dispatch,
      log: logging(told),
      readiness: { block() {}, clear() {} },
    },
    setup: {
      api: UNASKED_SETUP,
      wanted: () => ({ boards: [], webhookUrl: null }),
      botUsername: 'desk_bot',
    },
    settings: settingsOf({
      mirror: options.mirror ?? 'live',
      floodPerMinute: options.floodPerMinute ?? 0,
    }),
  });
  return {
    ...features,
    deliveries: { ...features.deliveries, ...options.trial?.deliveries },
    transports: options.trial?.transports ?? [],
  };
};
