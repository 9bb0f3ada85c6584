import type { BoardDocument } from '../../machines/desk/board.ts';
import type { DocumentEvent } from '../../machines/desk/change-document.ts';
import { type DeskSettings, readDesk } from '../../machines/desk/desk-settings.ts';
import type { Document } from '../../machines/desk/document.ts';
import type { DocumentRules } from '../../machines/desk/document-rules.ts';
import { type BoardNumber, type EpochMs, FIRST_BOARD } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import { SetupError } from '../base/errors.ts';
import { checkSetup } from '../features/setup-check/gather-facts.ts';
import { hasProblem, renderFindings } from '../features/setup-check/report.ts';
import { targetOf } from '../features/setup-check/setup-check.ts';
import { storeChange } from '../store/change-document.ts';
import { boardWrites, keptChannel } from '../store/channel-store.ts';
import { createDocumentStore } from '../store/documents.ts';
import { readRow } from '../store/indexes.ts';
import type { Keys } from '../store/keys.ts';
import type { RedisConnection } from '../store/redis.ts';
import type { ChatId } from '../telegram/call.ts';
import type { ChatSetup, SetupApi } from '../telegram/api.ts';
import { TelegramError } from '../telegram/error.ts';
import { createTelegramApi } from '../telegram/grammy-api.ts';
import { command } from './command.ts';
import { onDesk } from './open-desk.ts';

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
  rules: DocumentRules;
  /** Telegram, and the channel of CHANNEL_ID. @throws SetupError when neither a bot nor a sandbox is known */
  telegram(): Promise<{ api: SetupApi; firstChannel: ChatId }>;
  now(): EpochMs;
};

/** An order of the operator, understood. @returns the answer for the operator @throws SetupError with the fix */
type Order = (deps: BoardsDeps) => Promise<string>;

/**
 * Reads an order of `npm run boards`.
 * @throws SetupError with the usage
 */
export function boardsOrder([order, target, name, ...more]: readonly string[]): Order {
  if (more.length > 0) throw new SetupError(`Put a name with blanks between quotes.\n${USAGE}`);
  if (order === 'list' && target === undefined) return list;
  if (order === 'add' && target !== undefined) {
    const chat = chatIn(target);
    return (deps) => add(deps, chat, name);
  }
  if (order === 'remove' && target !== undefined && name === undefined) return (deps) => remove(deps, target);
  throw new SetupError(USAGE);
}

const documentsOf = (deps: BoardsDeps) => createDocumentStore(deps.redis, deps.keys);

async function boardsOf(deps: BoardsDeps): Promise<DeskSettings['boards']> {
  return readDesk(await documentsOf(deps).readAll(), deps.rules, null).desk.boards;
}

async function list(deps: BoardsDeps): Promise<string> {
  const tickets = await openTickets(deps);
  const kept = await keptChannel(deps.redis, deps.keys, FIRST_BOARD);
  const row = (number: number, name: string, channel: ChatId) =>
    `${number}  ${name}  channel ${channel}  ${tickets.get(number) ?? 0} open tickets`;
  const later = [...(await boardsOf(deps)).values()].filter(({ archived }) => !archived);
  return [
    row(0, 'CHANNEL_ID', kept?.channelId ?? (await deps.telegram()).firstChannel),
    ...later.map(({ id, value }) => row(Number(id), value.name, value.channelId)),
  ].join('\n');
}

async function add(deps: BoardsDeps, chat: ChatId | string, name: string | undefined): Promise<string> {
  const { api, firstChannel } = await deps.telegram();
  const channel = await channelAt(api, chat);
  const known = await boardsOf(deps);
  const isKnown = [...known.values()].some(
    ({ archived, value }) => !archived && value.channelId === channel.id,
  );
  if (isKnown || channel.id === firstChannel) {
    throw new SetupError(`The channel ${channel.id} is a board already. See: npm run boards -- list`);
  }
  await requireSound(api, channel.id);
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
  const by = { author: { kind: 'operator' }, at: deps.now() } as const;
  const made = await storeChange({ store: documentsOf(deps), rules: deps.rules }, event, by, beside);
  if (made.outcome === 'refused') {
    throw new SetupError(made.problems.map(({ problem, fix }) => `${problem} ${fix}`).join('\n'));
  }
  if (made.outcome === 'conflict') {
    throw new SetupError('Another change of the boards came first. Repeat the command.');
  }
}

/** Number of open tickets by board. */
async function openTickets({ redis, keys }: BoardsDeps): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const row of Object.values(await redis.hgetall(keys.openTickets))) {
    const { board } = readRow(row);
    counts.set(board, (counts.get(board) ?? 0) + 1);
  }
  return counts;
}

/** @throws SetupError when the word names no channel */
function chatIn(target: string): ChatId | string {
  const chat = target.startsWith('@') ? target : Number(target);
  if (Number.isNaN(chat)) throw new SetupError(`"${target}" is no channel.\n${USAGE}`);
  return chat;
}

/** @throws SetupError when the bot does not see the channel */
async function channelAt(api: SetupApi, chat: ChatId | string): Promise<ChatSetup> {
  try {
    return await api.chat(chat);
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    throw new SetupError(
      `The bot does not see the channel ${chat} (${error.message}). Add the bot there as an administrator, and repeat the command.`,
    );
  }
}

/** @throws SetupError with the problems that the set-up check finds, each with the fix */
async function requireSound(api: SetupApi, channelId: ChatId): Promise<void> {
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

export const boardsCommand = command({
  name: 'boards',
  summary: 'Lists, adds and removes the boards of the desk.',
  usage: USAGE,
  options: {},
  async run({ words }, terminal) {
    const carryOut = boardsOrder(words);
    return onDesk(terminal, async ({ redis, keys, config, rules }) => {
      const deps = {
        redis,
        keys,
        rules,
        now: terminal.now,
        async telegram() {
          const target = await targetOf(config);
          const { setup: api } = createTelegramApi(target.token, target.apiRoot, target);
          return { api, firstChannel: target.channelId };
        },
      };
      terminal.print(await carryOut(deps));
      return true;
    });
  },
});
