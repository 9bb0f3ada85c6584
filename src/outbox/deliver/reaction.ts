import type { Reacted, Reaction } from '../../actor/command.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { Call, ChatId } from '../../telegram/call.ts';
import type { CallContext } from '../../telegram/verdict.ts';
import { privateLane } from '../lanes.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  over,
  type Prepared,
  type Refused,
  type Settlement,
} from './delivery.ts';
import { givenUpOf } from './undelivered.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

/**
 * A bot shows one reaction where several people may react: that of whoever reacted last and still does.
 *
 * I1 Who reacts is kept with the outcome, whatever Telegram answers; so what is tried again later shows what holds then.
 */
export const reactInThread: Delivery<Kind<'reactInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ to, emoji }, attempt, deps) {
    const { chats, links, reactions } = deps;
    const client = clientOf(attempt);
    const linked = await links.threadOf(client, to);
    if (linked === null) return over();
    const before = await reactions.ofClient(client, to);
    const after = changed(before, { by: null, emoji }, attempt);
    const reacted = { in: 'private', message: to, reactions: after } as const;
    // The mark of what did not arrive stays; this is shown when it goes.
    if ((await givenUpOf(linked.message, attempt, deps)).length > 0) return over({ reacted });
    return shows(react(chats.groupId, linked.message, shown(after)), 'thread', reacted, attempt);
  },
};

export const reactAtClient: Delivery<Kind<'reactAtClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ to, emoji, by }, attempt, { links, reactions }) {
    const client = clientOf(attempt);
    const linked = await links.privateOf(to);
    if (linked?.client !== client) return over();
    const before = await reactions.ofTeam(to);
    const after = changed(before, { by, emoji }, attempt);
    const reacted = { in: 'thread', message: to, reactions: after } as const;
    const isSame = before.length > 0 && shown(before) === shown(after);
    if (isSame && attempt.entry.retried !== true && !attempt.unsure) return over({ reacted });
    return shows(react(client, linked.message, shown(after)), 'person', reacted, attempt);
  },
};

type Change = { by: Reaction['by']; emoji: string | null };

/** Something newer may have been reacted since this was given up. */
function changed(before: Reaction[], { by, emoji }: Change, { entry }: Attempt): Reaction[] {
  if (entry.retried === true) return before;
  const others = before.filter((one) => one.by !== by);
  return emoji === null ? others : [...others, { by, emoji }];
}

const shown = (reactions: readonly Reaction[]): string | null => reactions.at(-1)?.emoji ?? null;

const shows = (call: Call, place: CallContext['place'], reacted: Reacted, attempt: Attempt): Prepared => ({
  is: 'call',
  call,
  context: { place, repliesTo: null },
  done: () => ({ reacted }),
  refused: (why) => ({ ...notShown(why, attempt), reacted }),
});

/** A bot may show any of the standard emoji, in every chat that does not forbid them (Bot API, setMessageReaction). */
const UNDELIVERED = '👎';

/** In place of what the client reacts with, which is there again when the mark goes. */
export const markComment: Delivery<Kind<'markComment'>> = {
  lane: () => 'group',
  needs: 'nothing',
  async prepare({ message, undelivered }, attempt, { chats, links, reactions }) {
    const linked = undelivered ? null : await links.privateOf(message);
    const ofClient = linked === null ? [] : await reactions.ofClient(linked.client, linked.message);
    return {
      is: 'call',
      call: react(chats.groupId, message, undelivered ? UNDELIVERED : shown(ofClient)),
      context: { place: 'thread', repliesTo: null },
      done: () => ({}),
      refused: (why) => notShown(why, attempt),
    };
  },
};

export const react = (chat_id: ChatId, message_id: number, emoji: string | null): Call => ({
  method: 'setMessageReaction',
  params: { chat_id, message_id, reaction: emoji === null ? [] : [{ type: 'emoji', emoji }] },
});

/** Under a message that is gone nobody misses it, nor does somebody out of reach; that they are is of concern to the team. */
function notShown({ gone, uncopyable, reason }: Refused, { record }: Attempt): Settlement {
  if (uncopyable !== undefined) return {};
  if (gone === undefined) return { parked: reason };
  if (gone === 'never-started' || record === null) return {};
  return {
    event: { type: 'client.blocked', cause: gone, reachEpoch: record.state.context.reach.reachEpoch },
  };
}
