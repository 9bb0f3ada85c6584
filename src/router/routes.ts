import type { Inbound } from '../telegram/inbound.ts';
import { buttonPressed } from './button.ts';
import { comment } from './comment.ts';
import { copyArrived } from './copy.ts';
import type { CommitFirst, Draft, InboundOf, RouteDeps } from './deps.ts';
import { inlineAsked, inlineChosen, joinAsked } from './interactions.ts';
import { groupMoved, membershipChanged, ownMembershipChanged, reachChanged } from './membership.ts';
import { pinNotice } from './pin-notice.ts';
import { privateMessage } from './private-message.ts';
import { reaction } from './emoji-reaction.ts';

type Route<K extends Inbound['kind']> = {
  /**
   * `looks`: changes no meaning of other updates, so several run at the same time.
   * `looks-again`: besides, an update without a client is looked up once more in turn.
   * `alone`: changes memberships or places, and waits for its turn.
   */
  as: 'looks' | 'looks-again' | 'alone';
  take(inbound: InboundOf<K>, deps: RouteDeps, commitFirst: CommitFirst): Promise<Draft[]>;
};

const routes: { [K in Inbound['kind']]: Route<K> } = {
  private: { as: 'looks', take: privateMessage },
  comment: { as: 'looks-again', take: comment },
  reaction: { as: 'looks-again', take: reaction },
  'pin-notice': { as: 'looks-again', take: pinNotice },
  'button.pressed': { as: 'looks', take: buttonPressed },
  'inline.asked': { as: 'looks', take: inlineAsked },
  'inline.chosen': { as: 'looks', take: inlineChosen },
  'join.asked': { as: 'looks', take: joinAsked },
  copy: { as: 'alone', take: copyArrived },
  membership: { as: 'alone', take: membershipChanged },
  reach: { as: 'alone', take: reachChanged },
  'own-membership': { as: 'alone', take: ownMembershipChanged },
  'group-moved': { as: 'alone', take: groupMoved },
};

export const onlyLooks = ({ kind }: Inbound): boolean => routes[kind].as !== 'alone';

/** Whether an update without a client may belong to a thread named by an earlier update. */
export const looksAgain = ({ kind }: Inbound): boolean => routes[kind].as === 'looks-again';

/**
 * The commands that follow from an update, before any is carried out.
 * @throws TelegramError when Telegram does not answer a needed look-up
 */
export const route = (inbound: Inbound, deps: RouteDeps, commitFirst: CommitFirst): Promise<Draft[]> =>
  (routes[inbound.kind] as Route<Inbound['kind']>).take(inbound, deps, commitFirst);
