import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from '@grammyjs/types';
import type { NewBoard } from './control/add-board.ts';
import { addDesk, type OtherDesk } from './control/add-desk.ts';
import { type Call, type CallLog, createCallLog } from './bot-api/call-log.ts';
import { type Clock, createMovableClock, isMovable } from './world/clock.ts';
import { isLoopback, whyNotExposed } from './control/exposure.ts';
import { createFaults, type Faults } from './control/faults.ts';
import { createControl, type Control } from './control/control.ts';
import { createLimits, type LimitMode } from './bot-api/limits.ts';
import { createViews, type Views } from './control/views.ts';
import { createPeople, type People } from './people/people.ts';
import { createPolls } from './bot-api/long-polls.ts';
import { seedPeople } from './people/seed-people.ts';
import { carryOut } from './bot-api/carry-out.ts';
import { createConsole } from './control/console.ts';
import { createSandboxServer } from './control/server.ts';
import { ASSUMED, type Assumptions } from './world/assumptions.ts';
import { createInFlightSends } from './bot-api/in-flight-sends.ts';
import { createWebhooks } from './bot-api/webhooks.ts';
import { createBacklog } from './world/backlog.ts';
import type { Board } from './world/shapes.ts';
import { type CopyDelayMs, createCopies } from './world/copies.ts';
import { createDocuments } from './world/documents.ts';
import { createExpiries } from './world/expiries.ts';
import { createFileStore } from './world/file-store.ts';
import { createIndexes } from './world/indexes.ts';
import { openJournalFile } from './world/journal-file.ts';
import { type Ground, layGround } from './world/lay-ground.ts';
import { createQueries } from './world/queries.ts';
import { createWeb, type Web } from './world/web.ts';
import { createReactionCounts } from './world/reaction-counts.ts';
import type { World } from './world/world.ts';

export const SANDBOX_BOT_ID = 9000;

export type SandboxOptions = {
  /** @default 127.0.0.1 */
  host?: string;
  /** Allows a `host` that other machines reach. @default false */
  expose?: boolean;
  /** @default 0: any free port */
  port?: number;
  /** Absent: the sandbox forgets everything at the end. */
  dataFile?: string;
  /** `[least, most]`: somewhere between, the same in every run. @default 3500 */
  copyDelayMs?: CopyDelayMs;
  /** @default the machine's time, moved ahead as in the data file */
  clock?: Clock;
  /** @default off */
  limits?: LimitMode;
  publicChannel?: boolean;
  /** Puts a few people into a new world, for the console. */
  seed?: boolean;
  /** The bot of a new world; a found world keeps the bot. @default 9000 */
  botId?: number;
  observer?: Observer;
  assumptions?: Partial<Assumptions>;
  /** How long a request may take to come whole. @default 10 000 */
  bodyTimeoutMs?: number;
  /** The kind of Bot API server: the cloud delivers to no address of this machine. @default local */
  server?: 'local' | 'cloud';
};

/** Sees all traffic between the sandbox and the bots. */
export type Observer = {
  call(call: Call): void;
  /** Called when an update is made, fetched or not. */
  update(update: Update): void;
};

export type Sandbox = {
  /** Root of the Bot API, and the console's address. */
  url: string;
  token: string;
  botId: number;
  channelId: number;
  groupId: number;
  people: People;
  views: Views;
  faults: Faults;
  /** Another bot with a channel and a group of its own. */
  addDesk(name: { firstName: string; username: string }): OtherDesk;
  control: Control;
  /** One more channel and group for the same bot. */
  addBoard(board: NewBoard): Board;
  /** Files that a bot may name by address. */
  web: Pick<Web, 'publish'>;
  /** The last 10 000 calls. */
  calls: readonly Call[];
  pending(): {
    /** Queued and not confirmed by a later offset. */
    updates: number;
    /** Automatic copies to come. */
    copies: number;
    /** Waiting long polls. */
    polls: number;
  };
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

const COPY_DELAY_MS = 3500;
const BODY_TIMEOUT_MS = 10_000;

/** A local Telegram: a Bot API server, people, and a console page, with a bot, a channel and a group. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0 } = options;
  if (!isLoopback(host) && options.expose !== true) throw new Error(whyNotExposed(host, '`expose: true`'));
  const { world, ground, closers } = openWorld(options);
  const { botId, channelId, groupId, token } = ground;
  const people = createPeople(world, botId);
  if (ground.isNew && options.seed) world.docs.act(() => seedPeople(people, world, channelId, groupId));

  const polls = createPolls(world);
  const log = createCallLog();
  if (options.observer !== undefined) observe(world, log, options.observer);
  const views = createViews(world, botId);
  const faults = createFaults(world, polls, botId);
  const limits = createLimits(world.clock, options.limits ?? 'off', world.assumptions);
  const pending: Sandbox['pending'] = () => ({
    updates: world.index.updates(botId).size,
    copies: world.docs.all('copy').size,
    polls: polls.waiting(),
  });
  const control = createControl({ world, people, limits, botId, channelId });
  const console = createConsole({
    world,
    acts: { people, control, faults },
    views,
    log,
    host,
    botId,
    channelId,
    pending,
  });
  const api = { world, limits, inFlight: createInFlightSends(), polls, faults, log };
  const webhooks = createWebhooks(world, (...call) => void carryOut(api, ...call));
  const server = createSandboxServer(api, console, options.bodyTimeoutMs ?? BODY_TIMEOUT_MS);
  await listen(server, port, host);

  const close = once(async () => {
    for (const part of [...closers, polls, webhooks, console]) part.close();
    await stop(server);
    world.docs.close();
  });
  return {
    url: addressOf(server, host),
    token,
    botId,
    channelId,
    groupId,
    people,
    views,
    faults,
    addDesk: (name) => addDesk(world, name),
    control,
    addBoard: (board) => control.addBoard(board),
    web: world.web,
    calls: log.calls,
    pending,
    close,
    [Symbol.asyncDispose]: close,
  };
}

type OpenWorld = { world: World; ground: Ground; closers: { close(): void }[] };

/** The world that people and bots share: found in the data file, or made now. */
function openWorld(options: SandboxOptions): OpenWorld {
  const { dataFile, clock = createMovableClock() } = options;
  const docs = createDocuments(dataFile === undefined ? undefined : openJournalFile(dataFile));
  const index = createIndexes(docs);
  docs.load();
  if (isMovable(clock)) clock.advance(docs.get('world', 'world')?.aheadMs ?? 0);
  const copies = createCopies(() => world, options.copyDelayMs ?? COPY_DELAY_MS);
  const world: World = {
    docs,
    index,
    clock,
    files: createFileStore(dataFile === undefined ? undefined : `${dataFile}.files`),
    web: createWeb(),
    copies,
    reactionCounts: createReactionCounts(() => world),
    backlog: createBacklog(),
    queries: createQueries(clock),
    assumptions: { ...ASSUMED, ...options.assumptions },
    isCloud: options.server === 'cloud',
  };
  const { botId = SANDBOX_BOT_ID, publicChannel = false } = options;
  const ground = docs.act(() => layGround(world, { botId, publicChannel }));
  copies.resume();
  return { world, ground, closers: [copies, createExpiries(world), world.reactionCounts] };
}

function observe({ docs }: World, log: CallLog, observer: Observer): void {
  log.listen((call) => observer.call(call));
  docs.watch('update', (after, before) => {
    if (after !== undefined && before === undefined) observer.update(after.update);
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/** Later calls wait for the first. */
function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}
