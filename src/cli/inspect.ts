import type { ShownFace, Profile } from '../../machines/client/post-text.ts';
import { possibleEvents } from '../../machines/client/step.ts';
import type { ClientId } from '../../machines/ids.ts';
import type { ClientStore, JournalRow } from '../actor/ports.ts';
import { SetupError } from '../base/errors.ts';
import {
  type ConversationLog,
  createConversationLog,
  type LoggedMessage,
} from '../store/conversation-log.ts';
import { createJournal, type Journal } from '../store/journal.ts';
import { createOutboxStore, type OutboxStore, type ParkedEntry } from '../store/outbox-store.ts';
import { clientIn } from './client-id.ts';
import { command } from './command.ts';
import { onDesk } from './open-desk.ts';

/** The state of a client, without message texts. */
export type Inspection = {
  client: ClientId;
  version: number;
  state: string;
  thread: string;
  reach: string;
  priority: number;
  ticket: number;
  profile: Profile;
  /** Events that the chart accepts now. */
  next: string[];
  post: number | null;
  root: number | null;
  threadNumber: number;
  shown: ShownFace | null;
  timers: { name: string; due: string }[];
  waiting: { id: string; kind: string; since: string }[];
  parked: ParkedEntry[];
  /** The newest messages, the newest first. */
  log: LoggedMessage[];
  /** The last rows, oldest first. */
  journal: JournalRow[];
};

type InspectDeps = {
  clients: Pick<ClientStore, 'load'>;
  outbox: OutboxStore;
  journal: Journal;
  log: ConversationLog;
};

const JOURNAL_ROWS = 50;
const MESSAGES = 20;

/** Null: the client is unknown. */
export async function inspectClient(
  client: ClientId,
  { clients, outbox, journal, log }: InspectDeps,
): Promise<Inspection | null> {
  const owner = client;
  const [record, waiting, parked, rows] = await Promise.all([
    clients.load(client),
    outbox.waiting(owner),
    outbox.parked(owner),
    journal.last(owner, JOURNAL_ROWS),
  ]);
  if (record === null) return null;
  const { state } = record;
  const { thread } = state.value;
  return {
    client,
    version: record.version,
    state: state.value.ticket,
    thread: typeof thread === 'string' ? thread : `opening (${thread.opening})`,
    reach: state.value.reach,
    priority: state.context.ticket.priority,
    ticket: state.context.ticket.number,
    profile: record.profile,
    next: possibleEvents(state),
    post: state.context.thread.post,
    root: state.context.thread.root,
    threadNumber: state.context.thread.threadNumber,
    shown: record.shown,
    timers: Object.entries(record.timers).map(([name, { due }]) => ({ name, due: iso(due) })),
    waiting: waiting.entries.map(({ id, effect, at }) => ({ id, kind: effect.kind, since: iso(at) })),
    parked,
    log: await log.before(client, state.context.ticket.messages, MESSAGES),
    journal: rows,
  };
}

export function renderInspection(seen: Inspection): string {
  const { profile } = seen;
  const name = [profile.firstName, profile.lastName].filter((part) => part !== null).join(' ');
  const username = profile.username === null ? '' : ` (@${profile.username})`;
  const face = seen.shown === null ? 'not known' : `${seen.shown.glyph} ${pinnedIn(seen.shown)}`;
  return [
    `Client ${seen.client}  ${name}${username}`,
    `  state     ${seen.state}, priority ${seen.priority}, ticket ${seen.ticket}, version ${seen.version}`,
    `  reach     ${seen.reach}`,
    `  thread    ${seen.thread}, number ${seen.threadNumber}: post ${seen.post ?? '–'}, root ${seen.root ?? '–'}`,
    `  shown     ${face}`,
    `  next      ${seen.next.join(', ')}`,
    ...section(
      'timers',
      seen.timers.map(({ name, due }) => `${name} at ${due}`),
    ),
    ...section(
      'waiting',
      seen.waiting.map(({ id, kind, since }) => `${id}  ${kind}  since ${since}`),
    ),
    ...section(
      'parked',
      seen.parked.map(({ id, kind, transport, reason }) => `${id}  ${kind} by ${transport}  ${reason}`),
    ),
    ...(seen.parked.length === 0 ? [] : [`    try again: npm run parked -- retry ${seen.client}`]),
    ...section('log', seen.log.map(messageLine)),
    ...section('journal', seen.journal.map(journalLine)),
  ].join('\n');
}

function section(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [`  ${title.padEnd(9)} none`];
  return [`  ${title.padEnd(9)} ${lines.length}`, ...lines.map((line) => `    ${line}`)];
}

function messageLine({ n, at, from, by, kind, ticket, replyTo, ...placed }: LoggedMessage): string {
  const author = by === null ? from : `${from} ${by}`;
  const answers = replyTo === null ? [] : [`answers ${replyTo}`];
  return [`${n}`, iso(at), author, kind, `ticket ${ticket}`, placeOf(placed), ...answers].join('  ');
}

function placeOf({ message, delivery }: Pick<LoggedMessage, 'message' | 'delivery'>): string {
  switch (delivery.is) {
    case 'sent':
      return `${message} → ${delivery.parts.join(', ')}`;
    case 'failed':
      return `${message} not delivered${delivery.entry === null ? '' : `, parked as ${delivery.entry}`}`;
    case 'waiting':
      return `${message} waiting`;
    case 'none':
      return String(message);
  }
}

function journalLine({ at, command, event, from, to, effects, outcome }: JournalRow): string {
  const what = [
    event === undefined ? null : String(event['type']),
    to === undefined ? null : `${from} → ${to}`,
    effects === undefined ? null : `+ ${effects.join(', ')}`,
    outcome === undefined ? null : `entry ${outcome.entry} over`,
    outcome?.parked === undefined ? null : `parked: ${outcome.parked}`,
  ];
  return `${iso(at)}  ${command}  ${what.filter((part) => part !== null).join('  ')}`;
}

const iso = (at: number): string => new Date(at).toISOString();

const pinnedIn = ({ pinned }: ShownFace): string =>
  pinned === null ? 'perhaps pinned' : pinned ? 'pinned' : 'not pinned';

export const inspectCommand = command({
  name: 'inspect',
  summary: 'Prints the state of a client.',
  usage: 'Usage: npm run inspect <clientId> [--json]',
  options: { json: { type: 'boolean' } },
  async run(typed, terminal) {
    const client = clientIn(typed);
    return onDesk(terminal, async ({ redis, keys, clients }) => {
      const seen = await inspectClient(client, {
        clients,
        outbox: createOutboxStore(redis, keys),
        journal: createJournal(redis, keys),
        log: createConversationLog(redis, keys),
      });
      if (seen === null) throw new SetupError(`Client ${client} has never written to this desk.`);
      terminal.print(typed.options.json ? JSON.stringify(seen, null, 2) : renderInspection(seen));
      return true;
    });
  },
});
