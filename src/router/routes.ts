import type { Inbound } from '../telegram/inbound.ts';
import { comment } from './comment.ts';
import { copyArrived } from './copy.ts';
import type { Draft, RouteDeps } from './deps.ts';
import { groupMoved, membershipChanged, ownMembershipChanged, reachChanged } from './membership.ts';
import { pinNotice } from './pin-notice.ts';
import { privateMessage } from './private-message.ts';
import { reaction } from './reaction.ts';

type Route<K extends Inbound['kind']> = (
  inbound: Extract<Inbound, { kind: K }>,
  deps: RouteDeps,
) => Promise<Draft[]>;

const nothing = async (): Promise<Draft[]> => [];

/** What each kind of update becomes. */
const routes: { [K in Inbound['kind']]: Route<K> } = {
  private: privateMessage,
  comment,
  reaction,
  copy: copyArrived,
  'pin-notice': pinNotice,
  membership: membershipChanged,
  reach: reachChanged,
  'own-membership': ownMembershipChanged,
  'group-moved': groupMoved,
  // No keyboard, inline result or invitation of the desk exists yet.
  'button.pressed': nothing,
  'inline.asked': nothing,
  'inline.chosen': nothing,
  'join.asked': nothing,
};

/**
 * Does it only look things up? Then several may at the same time. The others change what later ones are understood by.
 */
export const onlyLooks = ({ kind }: Inbound): boolean =>
  kind === 'private' || kind === 'comment' || kind === 'reaction' || kind === 'pin-notice';

/**
 * The commands that an update asks for, none of them carried out yet.
 * @throws TelegramError when it takes a look-up that Telegram does not answer
 */
export const route = (inbound: Inbound, deps: RouteDeps): Promise<Draft[]> =>
  (routes[inbound.kind] as Route<Inbound['kind']>)(inbound, deps);
