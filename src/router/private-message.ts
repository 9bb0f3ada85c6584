import type { ClientEvent } from '../../machines/client/event.ts';
import { albumOf } from '../../machines/content.ts';
import type { Inbound } from '../telegram/inbound.ts';
import type { Draft, RouteDeps } from './deps.ts';
import { commandIn, isStartParameter } from './slash-command.ts';

type Private = Extract<Inbound, { kind: 'private' }>;

/** Somebody wrote to the bot: a client, or one of the team, whose words here never reach a client. */
export async function privateMessage(inbound: Private, { team }: RouteDeps): Promise<Draft[]> {
  if ((await team.membership(inbound.user)) === 'outsider') {
    const event = clientEvent(inbound);
    return [{ owner: inbound.user, event, profile: inbound.profile }];
  }
  await team.setReachable(inbound.user, true);
  const album = albumOf(inbound.content);
  return inbound.edited
    ? []
    : [
        {
          owner: inbound.user,
          effects: [{ kind: 'answerAgent', text: agentText(inbound), ...(album === null ? {} : { album }) }],
        },
      ];
}

function clientEvent({ message, content, edited, replyTo, quote }: Private): ClientEvent {
  const command = commandIn(content);
  const isStart = command?.name === 'start' && isStartParameter(command.rest);
  const about = command === null || command.rest !== '' ? undefined : ANSWERS.get(command.name);
  if (edited) {
    const isCommand = isStart || about !== undefined;
    return { type: 'client.edited', message, content, ...(isCommand ? { isCommand } : {}) };
  }
  if (isStart) return { type: 'client.started', origin: command.rest === '' ? null : command.rest };
  if (about !== undefined) return { type: 'client.asked', about };
  return {
    type: 'client.wrote',
    message,
    content,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quote === undefined ? {} : { quote }),
  };
}

const ANSWERS = new Map<string, 'terms' | 'help'>([
  ['tos', 'terms'],
  ['ajuda', 'help'],
  ['help', 'help'],
]);

function agentText({ content }: Private): 'start' | 'anything' | 'help' | 'terms' {
  const command = commandIn(content);
  if (command === null) return 'anything';
  return command.name === 'start' ? 'start' : (ANSWERS.get(command.name) ?? 'anything');
}
