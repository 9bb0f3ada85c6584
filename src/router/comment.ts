import type { Person } from '../../machines/desk/may.ts';
import type { Say } from '../../machines/client/say.ts';
import { type AgentId, boardOf, type ThreadMessageId, type UserId } from '../../machines/ids.ts';
import type { CommandActor } from '../actor/command.ts';
import type { ThreadOf } from '../store/links.ts';
import { wordsOf } from '../telegram/content.ts';
import { actorOf, type Author } from '../telegram/inbound.ts';
import { copyArrived } from './copy.ts';
import type { CommitFirst, Draft, InboundOf, RouteDeps } from './deps.ts';
import { authorOf } from './person.ts';
import { commandInGroup, commandInThread } from './thread-command.ts';

type Comment = InboundOf<'comment'>;
type Member = Exclude<Author, { kind: 'stranger' }>;

/** A message in the group. Only a comment in a client's thread, or a command, concerns the desk. */
export async function comment(inbound: Comment, deps: RouteDeps, commitFirst: CommitFirst): Promise<Draft[]> {
  // The thread is looked up first: a comment that concerns no client costs no question to Telegram.
  const thread = await threadOf(inbound, deps, commitFirst);
  if (thread === null) return outsideThreads(inbound, deps);
  const owner = thread.client;
  const person = await authorOf(inbound.author, boardOf(inbound.root), deps);
  const { author } = inbound;
  if (person === null || author.kind === 'stranger') return byOutsider(inbound, owner, deps);
  return byTeam(inbound, { author, person, thread }, deps);
}

/** A root that is unknown may be named by the comment itself, if Telegram never delivered the copy. */
async function threadOf(
  inbound: Comment,
  { clients }: RouteDeps,
  commitFirst: CommitFirst,
): Promise<ThreadOf | null> {
  const known = await clients.threadOfRoot(inbound.root);
  if (known !== null || inbound.copy === undefined) return known;
  for (const draft of await copyArrived({ kind: 'copy', copy: inbound.copy }, { clients }))
    await commitFirst(draft);
  return clients.threadOfRoot(inbound.root);
}

async function outsideThreads(inbound: Comment, deps: RouteDeps): Promise<Draft[]> {
  const command = await commandInGroup(inbound, plainWords(inbound), deps, () =>
    authorOf(inbound.author, boardOf(inbound.root), deps),
  );
  if (command === null) return astray(inbound, deps);
  return [{ owner: command.by, actor: { kind: 'agent', id: command.by as AgentId }, ...command.step }];
}

/**
 * A post that names a client, but is not the client's post: a second post from an outage, or an imitation. The author of
 * the comment must not believe that the client reads the comment.
 */
async function astray({ copy, message, edited }: Comment, { clients }: RouteDeps): Promise<Draft[]> {
  const client = copy?.client ?? null;
  if (client === null || edited || !(await clients.isClient(client))) return [];
  return [
    {
      owner: client,
      actor: { kind: 'desk' },
      effects: [notThisThread(message)],
    },
  ];
}

/** An outsider is told once a day, so that strangers cost clients nothing. */
function byOutsider(
  { message, content, edited, author }: Comment,
  owner: UserId,
  { rows }: Pick<RouteDeps, 'rows'>,
): Draft[] {
  const from = { owner, actor: { kind: 'desk' } } as const;
  if (edited) return [{ ...from, effects: rows.withhold({ message, content, edited, as: 'not-team' }) }];
  const id = author.kind === 'stranger' ? author.chat : author.kind === 'user' ? author.user : 0;
  return [{ ...from, hintTo: id, effects: [notTeam(message)] }];
}

type Speaking = { author: Member; person: Person; thread: ThreadOf };

function byTeam(inbound: Comment, { author, person, thread }: Speaking, deps: RouteDeps): Draft[] {
  const { message, content, edited, replyTo, quote } = inbound;
  const by = actorOf(author);
  const from = { owner: thread.client, actor: agentOf(author) };
  const draft = (step: Pick<Draft, 'event' | 'effects'>): Draft => ({
    ...from,
    comment: { message, edited },
    erasings: thread.erasings,
    ...step,
  });
  const words = plainWords(inbound);
  const answered = replyTo === undefined ? {} : { replyTo };
  // A canned answer may begin with a name, and a name is neither command nor note.
  const isCanned = 'template' in content;
  const isCommand = words.startsWith('/') && !inbound.forwarded && !isCanned;
  if (isCommand || (words.startsWith('#') && !isCanned)) {
    const effects = deps.rows.withhold({ message, content, edited, as: isCommand ? 'command' : 'note' });
    // The answer to the comment itself is enough: the withheld messages need no answer.
    const withheld = effects.length === 0 ? [] : [edited ? draft({ effects }) : { ...from, effects }];
    if (edited) return withheld;
    if (isCommand) return [...withheld, draft(commandInThread(inbound, words, person, deps))];
    return [...withheld, draft({ event: { type: 'agent.noted', message, content, by, ...answered } })];
  }
  if (edited) return [draft({ event: { type: 'agent.edited', message, content, by } })];
  const quoted = quote === undefined ? {} : { quote };
  return [draft({ event: { type: 'agent.commented', message, content, by, ...answered, ...quoted } })];
}

export const agentOf = (author: Member): CommandActor => ({ kind: 'agent', id: actorOf(author).id });

/** A note must not reach the client because of a blank before the `#`, or of an invisible mark of direction. */
const plainWords = ({ content }: Comment): string => wordsOf(content).replace(/^[\s\p{Cf}]+/u, '');

/** Under the comment of an outsider. */
const notTeam = (message: ThreadMessageId): Say => ({
  kind: 'say',
  to: 'thread',
  text: { key: 'refused-not-team' },
  replyTo: message,
  hint: true,
  fleeting: true,
});

/** Under the comment of a person whom the client does not hear. */
const notThisThread = (message: ThreadMessageId): Say => ({
  kind: 'say',
  to: 'thread',
  text: { key: 'refused-not-this-thread' },
  replyTo: message,
  undelivered: true,
  hint: true,
});
