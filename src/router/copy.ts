import type { Draft, InboundOf, RouteDeps } from './deps.ts';

/**
 * Telegram copied a post into the group, or edited a copy along with its post. Whose it is says the post's number;
 * before the number is known, the id that the post carries. The client's chart decides whether it believes that.
 *
 * The copy of a post that is known to be the client's is a thread of theirs, also when it comes so late that another
 * has taken its place: what the team writes there reaches the client all the same.
 */
export async function copyArrived(
  { copy }: InboundOf<'copy'>,
  { clients }: Pick<RouteDeps, 'clients'>,
): Promise<Draft[]> {
  const { post, root } = copy;
  // Every change of the post's colour edits the copy, which is known already.
  if ((await clients.clientOfRoot(root)) !== null) return [];
  const known = await clients.clientOfPost(post);
  const client = known ?? copy.client;
  if (client === null) return [];
  const event = { type: 'copy.arrived', post, root } as const;
  return [
    {
      owner: client,
      actor: { kind: 'desk' },
      event,
      ...(known === null ? {} : { roots: [root] }),
    },
  ];
}
