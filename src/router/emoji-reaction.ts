import { boardOf, type ClientId } from '../../machines/ids.ts';
import { actorOf } from '../telegram/inbound.ts';
import { agentOf } from './comment.ts';
import type { Draft, InboundOf, RouteDeps } from './deps.ts';
import { authorOf, personOf } from './person.ts';

type Reaction = InboundOf<'reaction'>;

/** A changed reaction concerns the desk where a client and the team see the same message. */
export const reaction = (inbound: Reaction, deps: RouteDeps): Promise<Draft[]> =>
  inbound.chat === 'private' ? byClient(inbound, deps) : byTeam(inbound, deps);

/** The counterpart is looked up at delivery: the message itself may still be on the way to the thread. */
async function byClient(
  { user, message, emoji }: Extract<Reaction, { chat: 'private' }>,
  deps: RouteDeps,
): Promise<Draft[]> {
  if ((await personOf(user, deps)) !== null) return [];
  const actor = { kind: 'client', id: user as ClientId } as const;
  return [{ owner: user, actor, event: { type: 'client.reacted', message, emoji } }];
}

/** A reaction in the group names no thread (`FACTS.md #26`), so the message alone names the client. */
async function byTeam(
  { author, message, emoji }: Extract<Reaction, { chat: 'group' }>,
  deps: RouteDeps,
): Promise<Draft[]> {
  if (author.kind === 'stranger') return [];
  const linked = await deps.clients.privateOf(message);
  if (linked === null || (await authorOf(author, boardOf(message), deps)) === null) return [];
  const event = { type: 'agent.reacted', message, emoji, by: actorOf(author) } as const;
  return [{ owner: linked.client, actor: agentOf(author), event }];
}
