import { fullName } from '../../machines/client/post-text.ts';
import type { ClientId, EpochMs } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { ClientStore } from '../actor/ports.ts';
import { isErased } from '../actor/record.ts';
import { SetupError } from '../base/errors.ts';
import { countUpdates, forgetClient, forgetStranger } from '../store/client-data.ts';
import type { Keys } from '../store/keys.ts';
import type { RedisConnection } from '../store/redis.ts';
import { clientIn } from './client-id.ts';
import { command } from './command.ts';
import { onDesk } from './open-desk.ts';

type EraseDeps = { redis: RedisConnection; keys: Keys; clients: ClientStore };
type EraserDeps = EraseDeps & { dispatch: Dispatch };

/** The data that an erasing removes, in numbers. */
type Survey = {
  client: ClientId;
  /** Null: no client, because the person never became one, or is erased. */
  name: string | null;
  state: string | null;
  messages: number;
  waiting: number;
  parked: number;
  tickets: number;
  journal: number;
  /** Updates that the desk could not handle yet. */
  updates: number;
};

/** @throws SetupError when the desk holds nothing of the person */
async function surveyOf(client: ClientId, { redis, keys, clients }: EraseDeps): Promise<Survey> {
  const record = await clients.load(client);
  const [waiting, parked, closed, journal, updates] = await Promise.all([
    redis.hlen(keys.outbox(client)),
    redis.hlen(keys.parked(client)),
    redis.zcard(keys.closedOf(client)),
    redis.llen(keys.journal(client)),
    countUpdates(redis, keys, client),
  ]);
  if (record === null && updates === 0)
    throw new SetupError(`Client ${client} has never written to this desk.`);
  const { number = 0, closedAt = null, messages = 0 } = record?.state.context.ticket ?? {};
  return {
    client,
    name: record === null || isErased(record) ? null : fullName(record.profile),
    state: record?.state.value.ticket ?? null,
    messages,
    waiting,
    parked,
    tickets: closed + (number > 0 && closedAt === null ? 1 : 0),
    journal,
    updates,
  };
}

/**
 * Erases a client. Safe to repeat, beside a running or a stopped desk. The commit leaves an effect, so the desk finishes
 * an erasing that this process begins. The updates of a person who is no client go too.
 */
export async function eraseClient(client: ClientId, deps: EraserDeps, now: EpochMs): Promise<void> {
  const before = await deps.clients.load(client);
  if (before === null || isErased(before)) return forgetStranger(deps.redis, deps.keys, client, now);
  const { ticket } = before.state.context;
  await deps.dispatch({
    id: `erase:${client}:${before.state.context.thread.erasings}`,
    at: now,
    owner: client,
    actor: { kind: 'operator' },
    event: { type: 'client.erased' },
  });
  const { erasings } = before.state.context.thread;
  await forgetClient(deps.redis, deps.keys, client, {
    erasings: erasings + 1,
    messages: ticket.messages,
    ticket: ticket.number,
    at: now,
  });
}

const updatesIn = ({ updates }: Survey): string => `  ${updates} updates that the desk could not handle yet`;

function renderSurvey(survey: Survey): string {
  const { client, name, state, ...counts } = survey;
  if (!holdsData(survey)) return `Client ${client} is erased already.`;
  if (name === null)
    return [`Person ${client}, who is no client. These will be erased:`, updatesIn(survey)].join('\n');
  const ban = state === 'banned' ? ['The ban ends too: a person who comes back is a new client.'] : [];
  return [
    `Client ${client}, ${name} (${state}). These will be erased:`,
    `  name, username, language and state of the client`,
    `  ${counts.messages} messages with versions, reactions and links`,
    `  ${counts.waiting} waiting and ${counts.parked} parked effects`,
    `  ${counts.tickets} tickets in the lists`,
    `  ${counts.journal} rows of the journal`,
    updatesIn(survey),
    'The posts of the client lose name and id. Messages in Telegram stay: a bot cannot delete messages older than 48 hours.',
    'To delete the messages for the team, delete the post and the comments by hand.',
    ...ban,
  ].join('\n');
}

/** An erased client may have written since. */
const holdsData = ({ name, updates }: Survey): boolean => name !== null || updates > 0;

const renderErased = ({ client, name }: Survey): string =>
  name === null
    ? `The updates of person ${client} are erased.`
    : `Client ${client} is erased. The running desk, or the next start, takes the name out of the posts.`;

export const eraseCommand = command({
  name: 'erase',
  summary: 'Erases a client. Without --yes the command only shows what will go.',
  usage: 'Usage: npm run erase <clientId> [-- --yes] [--json]',
  options: { yes: { type: 'boolean' }, json: { type: 'boolean' } },
  async run(typed, terminal) {
    const { yes, json } = typed.options;
    const client = clientIn(typed);
    return onDesk(terminal, async (desk) => {
      const survey = await surveyOf(client, desk);
      const held = holdsData(survey);
      if (yes && held) await eraseClient(client, desk, terminal.now());
      const erased = yes || !held;
      if (json) terminal.print(JSON.stringify({ ...survey, erased }, null, 2));
      else terminal.print(yes && held ? renderErased(survey) : renderSurvey(survey));
      if (!erased) terminal.print(`Nothing was erased. To erase: npm run erase ${client} -- --yes`);
      return true;
    });
  },
});
