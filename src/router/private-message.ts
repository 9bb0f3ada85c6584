import type { Person } from '../../machines/desk/may.ts';
import { albumOf } from '../../machines/content.ts';
import type { AgentId, ClientId } from '../../machines/ids.ts';
import type { CommandRow, Step } from './command-row.ts';
import { type Language, readerLanguage } from '../i18n/command-names.ts';
import { shownName } from './command-table.ts';
import type { Draft, InboundOf, RouteDeps } from './deps.ts';
import { keptProfile } from './kept-profile.ts';
import { personOf } from './person.ts';
import { sayInPrivate } from './private-answer.ts';
import { commandIn, type TypedCommand } from './slash-command.ts';
import { helpFor, mayUse, notAllowed } from './thread-command.ts';

type Private = InboundOf<'private'>;

/** A message to the bot, by a client or by a member of the team. A member's words here never reach a client. */
export async function privateMessage(inbound: Private, deps: RouteDeps): Promise<Draft[]> {
  const person = await personOf(inbound.user, deps);
  if (person === null) return [byClient(inbound, deps)];
  await deps.team.setReachable(inbound.user, true);
  if (inbound.edited) return [];
  const actor = { kind: 'agent', id: inbound.user as AgentId } as const;
  return [{ owner: inbound.user, actor, ...byTeam(inbound, person, deps) }];
}

function byClient(inbound: Private, deps: RouteDeps): Draft {
  const { user, profile, message, content, edited, replyTo, quote } = inbound;
  const actor = { kind: 'client', id: user as ClientId } as const;
  const from = { owner: user, actor, profile: keptProfile(profile, deps.desk.collect()) };
  const typed = commandIn(content);
  const row = typed === null ? null : deps.rows.commands.find('private', 'client', typed.name);
  const step = typed === null || row === null ? null : read(row, typed, inbound, null, deps);
  // A client's words that are no command of the desk are a message.
  const isCommand = step !== null && !('refused' in step) && !('explained' in step);
  if (edited) {
    return {
      ...from,
      event: { type: 'client.edited', message, content, ...(isCommand ? { isCommand } : {}) },
    };
  }
  if (isCommand) return { ...from, ...step };
  return {
    ...from,
    event: {
      type: 'client.wrote',
      message,
      content,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(quote === undefined ? {} : { quote }),
    },
  };
}

function byTeam(inbound: Private, person: Person, deps: RouteDeps): Step {
  const typed = commandIn(inbound.content);
  const row = typed === null ? null : deps.rows.commands.find('private', 'team', typed.name);
  if (typed === null || row === null) {
    const { user: by, message, content, replyTo } = inbound;
    const words = { by, person, message, content, replyTo: replyTo ?? null };
    for (const row of deps.rows.teamWords) {
      const step = row.takes(words);
      if (step !== null) return step;
    }
    return { effects: [sayInPrivate([{ key: 'agent-private-anything' }], albumOf(content))] };
  }
  if (!mayUse(row, person, person.boards[0]))
    return { effects: [sayInPrivate([notAllowed(row, languageFor(inbound, deps))])] };
  const step = read(row, typed, inbound, person, deps);
  if ('refused' in step) return { effects: [sayInPrivate([step.refused])] };
  return 'explained' in step ? { effects: [sayInPrivate([step.explained])] } : step;
}

function read(
  row: CommandRow<'private'>,
  typed: TypedCommand,
  inbound: Private,
  person: Person | null,
  deps: RouteDeps,
): ReturnType<CommandRow<'private'>['read']> {
  const { message, user, content } = inbound;
  const language = languageFor(inbound, deps);
  const reader = person === null ? null : { person, language };
  const help = () =>
    reader === null ? [] : [...helpFor('thread', reader, deps)(), ...helpFor('private', reader, deps)()];
  const command = content.kind === 'text' ? content.text : '';
  const call = { command, message, by: user, content, replied: inbound.replied ?? null, help };
  return row.read(typed.rest, call, shownName(row, language));
}

const languageFor = ({ profile }: Private, { desk }: RouteDeps): Language =>
  readerLanguage(profile.language, desk.texts.locale);
