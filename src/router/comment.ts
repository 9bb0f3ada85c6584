import type { AgentSideEvent } from '../../machines/client/event.ts';
import { albumOf } from '../../machines/content.ts';
import type { ClientId, Priority, UserId } from '../../machines/ids.ts';
import type { DeskEffect, ThreadReply } from '../actor/effects.ts';
import { wordsOf } from '../telegram/content.ts';
import { actorOf, type Inbound } from '../telegram/inbound.ts';
import { copyArrived } from './copy.ts';
import type { Draft, RouteDeps } from './deps.ts';
import { typedCommand } from './slash-command.ts';

type Comment = Extract<Inbound, { kind: 'comment' }>;

/** Somebody wrote in the group. Only what stands in a client's thread concerns the desk. */
export async function comment(inbound: Comment, deps: RouteDeps): Promise<Draft[]> {
  const client = await clientOfThread(inbound, deps);
  if (client === null) return astray(inbound, deps);
  const owner = client as number as UserId;
  const album = albumOf(inbound.content);
  const tell = (reply: ThreadReply): Draft[] => [
    {
      owner,
      effects: [
        { kind: 'replyInThread', message: inbound.message, reply, ...(album === null ? {} : { album }) },
      ],
    },
  ];
  // An album is one message: the words under one item are about all of it.
  const withholdAlbum: Draft[] =
    album === null || inbound.edited ? [] : [{ owner, effects: [{ kind: 'withholdAlbum', album }] }];

  const { author } = inbound;
  // The thread is looked up first: a comment that concerns no client costs no question to Telegram.
  const isTeam =
    author.kind === 'desk' ||
    (author.kind === 'user' && (await deps.team.membership(author.user)) !== 'outsider');
  const { message, content, edited, replyTo, quote } = inbound;
  const withhold = (as: 'note' | 'command' | 'not-team'): Draft[] => [
    { owner, effects: [{ kind: 'withholdEdit', message, content, as }] },
  ];
  if (author.kind === 'stranger' || !isTeam) return edited ? withhold('not-team') : tell({ key: 'not-team' });

  // A note must not reach the client for a blank before its #, or for a mark of direction, which nobody sees.
  const words = wordsOf(inbound.content).replace(/^[\s\p{Cf}]+/u, '');
  const by = actorOf(author);
  if (words.startsWith('#')) return edited ? withhold('note') : withholdAlbum;
  if (words.startsWith('/') && !inbound.forwarded) {
    if (edited) return withhold('command');
    return [...withholdAlbum, ...asCommand(inbound, words, owner, deps, tell)];
  }
  if (edited) return [{ owner, event: { type: 'agent.edited', message, content, by } }];
  return [
    {
      owner,
      event: {
        type: 'agent.commented',
        message,
        content,
        by,
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(quote === undefined ? {} : { quote }),
      },
    },
  ];
}

/** A root that is not known yet may be told by the comment itself, when Telegram's copy was never delivered. */
async function clientOfThread(inbound: Comment, deps: RouteDeps): Promise<ClientId | null> {
  const known = await deps.links.clientOfRoot(inbound.root);
  if (known !== null || inbound.copy === undefined) return known;
  for (const draft of await copyArrived({ kind: 'copy', copy: inbound.copy }, deps))
    await deps.commitFirst(draft);
  return deps.links.clientOfRoot(inbound.root);
}

/**
 * A post that names a client, but is not the one the desk made for them: a second one from an outage, or somebody's
 * imitation. Who comments there must not believe that the client reads it.
 */
async function astray({ copy, message, edited }: Comment, { isClient }: RouteDeps): Promise<Draft[]> {
  const client = copy?.client ?? null;
  if (client === null || edited || !(await isClient(client))) return [];
  const effects = [{ kind: 'replyInThread', message, reply: { key: 'not-this-thread' } } as const];
  return [{ owner: client as number as UserId, effects }];
}

/** Characters of what somebody took for a command. */
const COMMAND_SHOWN = 64;

function asCommand(
  inbound: Comment,
  words: string,
  owner: UserId,
  { desk }: RouteDeps,
  tell: (reply: ThreadReply) => Draft[],
): Draft[] {
  const command = inbound.content.kind === 'text' ? typedCommand(words) : null;
  const isOurs = command !== null && (command.bot === null || command.bot === desk.botUsername.toLowerCase());
  const unknown = (typed = words.split(/\s/u, 1)[0] ?? '/') =>
    tell({ key: 'unknown-command', command: Array.from(typed).slice(0, COMMAND_SHOWN).join('') });
  if (!isOurs) return unknown();

  /** Answered in the thread, where the command itself vanishes. */
  const answer = (effect: DeskEffect): Draft[] => [
    { owner, effects: [effect, { kind: 'removeCommand', message: inbound.message }] },
  ];
  const explain = (key: 'help-priority' | 'help-agent' | 'help-versions' | 'terms'): Draft[] =>
    answer({ kind: 'replyInThread', message: inbound.root, reply: { key } });
  if (command.name === 'p' && !/^[1-5]$/.test(command.rest)) return explain('help-priority');
  if (command.name !== 'p' && command.rest !== '') return unknown(words);
  switch (command.name) {
    case 'ajuda':
    case 'help':
      return explain('help-agent');
    case 'tos':
      return explain('terms');
    case 'versoes':
    case 'versões':
    case 'versions':
    case 'versiones':
      return inbound.replyTo === undefined
        ? explain('help-versions')
        : answer({ kind: 'showVersions', of: inbound.replyTo, page: 0 });
  }
  const event = orderedBy(command.name, command.rest, inbound);
  return event === null ? unknown() : [{ owner, event }];
}

function orderedBy(name: string, rest: string, inbound: Comment): AgentSideEvent | null {
  if (inbound.author.kind === 'stranger') return null;
  const by = actorOf(inbound.author);
  const { message } = inbound;
  switch (name) {
    case 'p':
      return { type: 'agent.prioritized', message, priority: Number(rest) as Priority, by };
    case 'fim':
      return { type: 'agent.closed', message, silently: false, by };
    case 'fs':
      return { type: 'agent.closed', message, silently: true, by };
    case 'ban':
      return { type: 'agent.banned', message, by };
    default:
      return null;
  }
}
