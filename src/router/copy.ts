import type { Draft, InboundOf, RouteDeps } from './deps.ts';

/**
 * Telegram copied a post into the group, or edited a copy along with the post. The post's number finds the client;
 * before the number is known, the client id in the post. The client's chart decides whether to believe the id.
 *
 * The copy of a known post is a thread of the client, even if a late copy finds another thread in place: comments there
 * reach the client all the same.
 */
export async function copyArrived(
  { copy }: InboundOf<'copy'>,
  { clients }: Pick<RouteDeps, 'clients'>,
): Promise<Draft[]> {
  const { post, root } = copy;
  // Every change of the post's colour edits the known copy.
  if ((await clients.clientOfRoot(root)) !== null) return [];
  const known = await clients.threadOfPost(post);
  const client = known?.client ?? copy.client;
  if (client === null) return [];
  const event = { type: 'copy.arrived', post, root } as const;
  return [
    {
      owner: client,
      actor: { kind: 'desk' },
      event,
      ...(known === null ? {} : { roots: [root], erasings: known.erasings }),
    },
  ];
}
