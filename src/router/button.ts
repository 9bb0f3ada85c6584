import { may } from '../../machines/desk/may.ts';
import { type AgentId, boardOf, type ClientId, type UserId } from '../../machines/ids.ts';
import type { CommandActor } from '../actor/command.ts';
import type { TextRef } from '../i18n/texts.ts';
import { TelegramError } from '../telegram/error.ts';
import type { ButtonRow, Press } from './button-row.ts';
import { isFor } from './command-table.ts';
import type { Draft, InboundOf, RouteDeps } from './deps.ts';
import { personOf } from './person.ts';

type Pressing = InboundOf<'button.pressed'>;
type Outcome = { toast: TextRef | null; drafts: Draft[] };

/** The press is answered first: until then Telegram shows a spinner on the button. */
export async function buttonPressed(inbound: Pressing, deps: RouteDeps): Promise<Draft[]> {
  const { toast, drafts } = await outcomeOf(inbound, deps);
  const text = toast === null ? {} : { text: deps.desk.texts.sayRef(toast) };
  // The answer of Telegram changes nothing, so the step does not wait for the answer. `answer` never rejects.
  void deps.answer({
    method: 'answerCallbackQuery',
    params: { callback_query_id: inbound.queryId, ...text },
  });
  return drafts;
}

async function outcomeOf(inbound: Pressing, deps: RouteDeps): Promise<Outcome> {
  const found = deps.rows.buttons.find(inbound.data);
  if (found === null || !found.row.where.includes(inbound.on.kind)) return only('toast-outdated');
  try {
    const press = await pressOf(inbound, deps);
    return mayPress(found.row, press) ? pressed(found.row, found.rest, press) : only('toast-not-allowed');
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    return only('toast-try-again');
  }
}

function pressed(row: ButtonRow, rest: string, press: Press): Outcome {
  const outcome = row.press(rest, press);
  if (outcome === null) return only('toast-outdated');
  const { toast = null, owner = ownerOf(press), ...step } = outcome;
  const asksForNothing = step.event === undefined && (step.effects ?? []).length === 0;
  return { toast, drafts: asksForNothing ? [] : [{ owner, actor: actorOf(press), ...step }] };
}

const only = (key: TextRef['key']): Outcome => ({ toast: { key }, drafts: [] });

async function pressOf({ by, on }: Pressing, deps: RouteDeps): Promise<Press> {
  const [person, marked] = await Promise.all([personOf(by, deps), clientOf(on, deps)]);
  // In the private chat with the bot an outsider is the client.
  const client = on.kind === 'private' && person === null ? (by as ClientId) : marked;
  return { by, person, client, on };
}

/** The client of the message that carries the button. */
async function clientOf(on: Press['on'], { clients }: RouteDeps): Promise<ClientId | null> {
  if (on.kind === 'channel') return clients.clientOfPost(on.message);
  if (on.kind !== 'group') return null;
  return (await clients.privateOf(on.message))?.client ?? clients.clientOfRoot(on.message);
}

function mayPress(row: ButtonRow, { person, client, on }: Press): boolean {
  if (row.who === 'client') return person === null;
  if (person === null || !isFor(row, person.administrator === true)) return false;
  if (row.permission === null) return true;
  // Only a message of a board belongs to a client, when a person of the team presses.
  const isOfClient = client !== null && (on.kind === 'group' || on.kind === 'channel');
  if (!isOfClient) return may(person, row.permission);
  const ticket = { board: boardOf(on.message), department: '', assignee: null };
  return may(person, row.permission, ticket, 'thread');
}

const ownerOf = ({ client, by }: Press): UserId => (client === null ? by : client);

const actorOf = ({ by, person }: Press): CommandActor =>
  person === null ? { kind: 'client', id: by as ClientId } : { kind: 'agent', id: by as AgentId };
