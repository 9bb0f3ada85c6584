import type { BoardDocument } from '../../machines/desk/board.ts';
import type { DocumentEvent } from '../../machines/desk/change-document.ts';
import { type DeskSettings, readDesk } from '../../machines/desk/desk-settings.ts';
import type { Document } from '../../machines/desk/document.ts';
import type { DocumentRules } from '../../machines/desk/document-rules.ts';
import type { BoardNumber, ClientId, EpochMs } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import type { ClientStore } from '../actor/ports.ts';
import { SetupError } from '../base/errors.ts';
import { checkSetup } from '../features/setup-check/gather-facts.ts';
import { hasProblem, renderFindings } from '../features/setup-check/report.ts';
import { storeChange } from '../store/change-document.ts';
import { boardWrites } from '../store/channel-store.ts';
import { createDocumentStore } from '../store/documents.ts';
import type { Keys } from '../store/keys.ts';
import type { RedisConnection } from '../store/redis.ts';
import type { ChatId } from '../telegram/call.ts';
import type { ChatSetup, SetupApi } from '../telegram/api.ts';
import { TelegramError } from '../telegram/error.ts';

const USAGE = [
  'Usage: npm run boards -- list',
  '       npm run boards -- add channel [name]',
  '       npm run boards -- remove number',
  'channel: the id of a channel, such as -1001234567890, or the @name of a public channel.',
  'A board is a channel with its discussion group. Board 0 is the channel of CHANNEL_ID.',
].join('\n');

type BoardsDeps = {
  redis: RedisConnection;
  keys: Keys;
  api: SetupApi;
  rules: DocumentRules;
  clients: Pick<ClientStore, 'load'>;
  /** The channel of CHANNEL_ID, and the time. */
  given: { firstChannel: ChatId; now(): EpochMs };
};

/**
 * Carries out a command of `npm run boards`.
 * @returns the answer for the operator
 * @throws SetupError with the fix
 */
export async function runBoards(deps: BoardsDeps, args: readonly string[]): Promise<string> {
  const [order, target, name, ...more] = args;
  if (more.length > 0) throw new SetupError(`Put a name with blanks between quotes.\n${USAGE}`);
  if (order === 'list' && target === undefined) return list(deps);
  if (order === 'add' && target !== undefined) return add(deps, target, name);
  if (order === 'remove' && target !== undefined && name === undefined) return remove(deps, target);
  throw new SetupError(USAGE);
}

const documentsOf = (deps: BoardsDeps) => createDocumentStore(deps.redis, deps.keys);

async function boardsOf(deps: BoardsDeps): Promise<DeskSettings['boards']> {
  return readDesk(await documentsOf(deps).readAll(), deps.rules, null).desk.boards;
}

async function list(deps: BoardsDeps): Promise<string> {
  const tickets = await openTickets(deps);
  const row = (number: number, name: string, channel: ChatId) =>
    `${number}  ${name}  channel ${channel}  ${tickets.get(number) ?? 0} open tickets`;
  const later = [...(await boardsOf(deps)).values()].filter(({ archived }) => !archived);
  return [
    row(0, 'CHANNEL_ID', deps.given.firstChannel),
    ...later.map(({ id, value }) => row(Number(id), value.name, value.channelId)),
  ].join('\n');
}

async function add(deps: BoardsDeps, target: string, name: string | undefined): Promise<string> {
  const channel = await channelAt(deps.api, target);
  const known = await boardsOf(deps);
  const isKnown = [...known.values()].some(
    ({ archived, value }) => !archived && value.channelId === channel.id,
  );
  if (isKnown || channel.id === deps.given.firstChannel) {
    throw new SetupError(`The channel ${channel.id} is a board already. See: npm run boards -- list`);
  }
  await requireSound(deps, channel.id);
  if (channel.linkedChatId === null) throw new SetupError(noGroup(channel.id));
  const value: BoardDocument = {
    name: name ?? channel.title.slice(0, 40),
    channelId: channel.id,
    groupId: channel.linkedChatId,
  };
  // Archived boards count: a number is not used again.
  const number = Math.max(0, ...[...known.keys()].map(Number)) + 1;
  const isPublic = channel.username !== null;
  await change(
    deps,
    { kind: 'boards', id: String(number), type: 'document.written', value, expects: 0 },
    boardWrites(deps.keys, number as BoardNumber, { ...value, isPublic }),
  );
  return `Board ${number} "${value.name}" is added. A running desk serves the board at once; /mover ${number} in a thread moves a client there.`;
}

async function remove(deps: BoardsDeps, target: string): Promise<string> {
  if (target === '0') throw new SetupError('Board 0 is the channel of CHANNEL_ID and cannot be removed.');
  const board: Document<BoardDocument> | undefined = (await boardsOf(deps)).get(target);
  if (board === undefined || board.archived) {
    throw new SetupError(`There is no board ${target}. See: npm run boards -- list`);
  }
  const open = (await openTickets(deps)).get(Number(target)) ?? 0;
  if (open > 0) {
    throw new SetupError(
      `Board ${target} has ${open} open tickets. Close them (/fim) or move them (/mover 0) first, and repeat the command.`,
    );
  }
  await change(deps, { kind: 'boards', id: target, type: 'document.archived' });
  return `Board ${target} "${board.value.name}" is removed. Clients of the board who write again go to board 0.`;
}

async function change(deps: BoardsDeps, event: DocumentEvent, beside: readonly Write[] = []): Promise<void> {
  const by = { author: { kind: 'operator' }, at: deps.given.now() } as const;
  const made = await storeChange({ store: documentsOf(deps), rules: deps.rules }, event, by, beside);
  if (made.outcome === 'refused') {
    throw new SetupError(made.problems.map(({ problem, fix }) => `${problem} ${fix}`).join('\n'));
  }
  if (made.outcome === 'conflict') {
    throw new SetupError('Another change of the boards came first. Repeat the command.');
  }
}

/** Number of open tickets by board. */
async function openTickets({ redis, keys, clients }: BoardsDeps): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const row of Object.values(await redis.hgetall(keys.openTickets))) {
    const { client } = JSON.parse(row) as { client: ClientId };
    const board = (await clients.load(client))?.state.context.thread.board ?? 0;
    counts.set(board, (counts.get(board) ?? 0) + 1);
  }
  return counts;
}

/** @throws SetupError when the bot does not see the channel */
async function channelAt(api: SetupApi, target: string): Promise<ChatSetup> {
  const chat = target.startsWith('@') ? target : Number(target);
  if (Number.isNaN(chat)) throw new SetupError(`"${target}" is no channel.\n${USAGE}`);
  try {
    return await api.chat(chat);
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    throw new SetupError(
      `The bot does not see the channel ${target} (${error.message}). Add the bot there as an administrator, and repeat the command.`,
    );
  }
}

/** @throws SetupError with the problems that the set-up check finds, each with the fix */
async function requireSound({ api }: BoardsDeps, channelId: ChatId): Promise<void> {
  const findings = await checkSetup({
    api,
    wanted: { boards: [{ channelId, groupId: null }], webhookUrl: null },
    unreachable: async () => ({ known: true, value: [] }),
  });
  const problems = findings.filter(
    (finding) => finding.channelId === channelId && finding.severity === 'problem',
  );
  if (hasProblem(problems)) throw new SetupError(renderFindings(problems));
}

const noGroup = (channelId: ChatId): string =>
  `The channel ${channelId} has no discussion group. Link a group in the channel's settings (Discussion), add the bot there as an administrator, and repeat the command.`;
