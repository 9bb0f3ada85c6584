import type { UserId } from '../../machines/ids.ts';
import { actorOf, type Inbound } from '../telegram/inbound.ts';
import type { Draft, RouteDeps } from './deps.ts';

type Reaction = Extract<Inbound, { kind: 'reaction' }>;

/** Somebody changed their reaction. It concerns the desk where a client and the team see the same message. */
export const reaction = (inbound: Reaction, deps: RouteDeps): Promise<Draft[]> =>
  inbound.chat === 'private' ? byClient(inbound, deps) : byTeam(inbound, deps);

/** Its counterpart is looked up at delivery: the message itself may still be on its way to the thread. */
async function byClient(
  { user, message, emoji }: Extract<Reaction, { chat: 'private' }>,
  { team }: RouteDeps,
): Promise<Draft[]> {
  if ((await team.membership(user)) !== 'outsider') return [];
  return [{ owner: user, event: { type: 'client.reacted', message, emoji } }];
}

/** A reaction in the group names no thread (`TELEGRAM.md §1.7`), so only the message tells whose it is. */
async function byTeam(
  { author, message, emoji }: Extract<Reaction, { chat: 'group' }>,
  { team, links }: RouteDeps,
): Promise<Draft[]> {
  if (author.kind === 'stranger') return [];
  const linked = await links.privateOf(message);
  if (linked === null) return [];
  if (author.kind === 'user' && (await team.membership(author.user)) === 'outsider') return [];
  const event = { type: 'agent.reacted', message, emoji, by: actorOf(author) } as const;
  return [{ owner: linked.client as number as UserId, event }];
}
