import type { AddressInfo } from 'node:net';
import type { Update } from '@grammyjs/types';
import { addDesk, type OtherDesk } from './control/add-desk.ts';
import type { Call } from './bot-api/call-log.ts';
import { createCallLog } from './bot-api/call-log.ts';
import { type Clock, createMovableClock, isMovable } from './world/clock.ts';
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
import { type CopyDelayMs, createCopies } from './world/copies.ts';
import { createDocuments } from './world/documents.ts';
import { createExpiries } from './world/expiries.ts';
import { createFileStore } from './world/file-store.ts';
import { createIndexes } from './world/indexes.ts';
import { openJournalFile } from './world/journal-file.ts';
import { layGround } from './world/lay-ground.ts';
import { createQueries } from './world/queries.ts';
import { createWeb, type Web } from './world/web.ts';
import { createReactionCounts } from './world/reaction-counts.ts';
import type { World } from './world/world.ts';

export const SANDBOX_BOT_ID = 9000;

export type SandboxOptions = {
  /** @default 127.0.0.1 */
  host?: string;
  /** @default 0: any free port */
  port?: number;
  /** Absent: everything is forgotten at the end. */
  dataFile?: string;
  /** `[least, most]`: somewhere between, the same in every run. @default 3500 */
  copyDelayMs?: CopyDelayMs;
  /** @default the machine's, as far ahead of it as somebody has moved it */
  clock?: Clock;
  /** @default off */
  limits?: LimitMode;
  publicChannel?: boolean;
  /** Puts a few people into a new world, for the console. */
  seed?: boolean;
  /** Of a world that is made now; one that is found keeps its bot. @default 9000 */
  botId?: number;
  observer?: Observer;
  assumptions?: Partial<Assumptions>;
  /** Which Bot API server it is: one in the cloud delivers to no address of this machine. @default local */
  server?: 'local' | 'cloud';
};

/** Sees everything that passes between the sandbox and its bots. */
export type Observer = {
  call(call: Call): void;
  /** When it is made, whether or not somebody fetches it. */
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
  /** Files that a bot may name by their address. */
  web: Pick<Web, 'publish'>;
  /** The last 10 000 calls. */
  calls: readonly Call[];
  pending(): {
    /** Queued and not confirmed by a later offset. */
    updates: number;
    /** Automatic copies to come. */
    copies: number;
    /** Long polls that wait. */
    polls: number;
  };
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

const COPY_DELAY_MS = 3500;

/** A local Telegram: a Bot API server, people, and a console page, with one bot, one channel and its group. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, dataFile, clock = createMovableClock() } = options;
  const docs = createDocuments(dataFile === undefined ? undefined : openJournalFile(dataFile));
  const index = createIndexes(docs);
  docs.load();
  if (isMovable(clock)) clock.advance(docs.get('world', 'world')?.aheadMs ?? 0);
  const copies = createCopies(() => world, options.copyDelayMs ?? COPY_DELAY_MS);
  const files = createFileStore(dataFile === undefined ? undefined : `${dataFile}.files`);
  const assumptions = { ...ASSUMED, ...options.assumptions };
  const world: World = {
    docs,
    index,
    clock,
    files,
    web: createWeb(),
    copies,
    reactionCounts: createReactionCounts(() => world),
    backlog: createBacklog(),
    queries: createQueries(clock),
    assumptions,
    isCloud: options.server === 'cloud',
  };
  const ground = docs.act(() =>
    layGround(world, {
      botId: options.botId ?? SANDBOX_BOT_ID,
      publicChannel: options.publicChannel ?? false,
    }),
  );
  const { botId, channelId, groupId, token, isNew } = ground;
  const people = createPeople(world, botId);
  if (isNew && options.seed) docs.act(() => seedPeople(people, world, channelId, groupId));
  copies.resume();
  const expiries = createExpiries(world);

  const polls = createPolls(world);
  const log = createCallLog();
  const { observer } = options;
  if (observer !== undefined) {
    log.listen((call) => observer.call(call));
    docs.watch('update', (after, before) => {
      if (after !== undefined && before === undefined) observer.update(after.update);
    });
  }
  const views = createViews(world, botId, channelId);
  const faults = createFaults(world, polls, botId);
  const limits = createLimits(clock, options.limits ?? 'off', assumptions);
  const pending: Sandbox['pending'] = () => ({
    updates: index.updates(botId).size,
    copies: docs.all('copy').size,
    polls: polls.waiting(),
  });
  const control = createControl({ world, people, limits, botId, channelId });
  const console = createConsole({
    world,
    people,
    control,
    views,
    log,
    faults,
    host,
    botId,
    channelId,
    pending,
  });
  const api = { world, limits, inFlight: createInFlightSends(), polls, faults, log };
  const webhooks = createWebhooks(world, (...call) => void carryOut(api, ...call));
  const server = createSandboxServer(api, console);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= new Promise((resolve) => {
      copies.close();
      expiries.close();
      world.reactionCounts.close();
      polls.close();
      webhooks.close();
      console.close();
      server.close(() => {
        docs.close();
        resolve();
      });
      server.closeAllConnections();
    }));
  const address = server.address() as AddressInfo;
  const shownHost =
    host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost}:${address.port}`,
    token,
    botId,
    channelId,
    groupId,
    people,
    views,
    faults,
    addDesk: (name) => addDesk(world, name),
    control,
    web: world.web,
    calls: log.calls,
    pending,
    close,
    [Symbol.asyncDispose]: close,
  };
}
