import { boardOf } from '../../../machines/ids.ts';
import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import type { MessageNumber } from '../../../machines/ids.ts';
import type { Reacted, EmojiReaction } from '../../actor/command.ts';
import { type Attempt, clientOf, type Delivery, over, type Prepared } from '../../outbox/delivery.ts';
import { boardOfClient, counterpartLane, ownLane } from '../../outbox/lanes.ts';
import { react } from '../../outbox/message/copy-calls.ts';
import { reactionRefused } from '../../outbox/message/mark-comment.ts';
import { undeliveredOf } from '../../outbox/message/undelivered.ts';
import type { Counterpart } from '../../store/links.ts';
import type { Call } from '../../telegram/call.ts';
import type { CallContext } from '../../telegram/verdict.ts';

type ReactInThread = Extract<ChartEffect, { kind: 'reactInThread' }>;
type ReactAtClient = Extract<ChartEffect, { kind: 'reactAtClient' }>;

const mirrored = { rank: 'notice', order: 'story', onRepeat: 'harmless' } as const;

/**
 * A bot shows one reaction where several people may react: the newest reaction that still stands.
 *
 * I1 The outcome keeps the reactions, whatever Telegram answers, so that a later retry shows the current ones.
 */
export const reactInThread: Delivery<ReactInThread> = {
  ...mirrored,
  lane: counterpartLane,
  needs: 'thread',
  usesClientRate: true,
  batch: { is: 'state', key: ({ to }) => String(to), isPassed: true },
  async prepare(effect, attempt, context) {
    const { to, emoji, board } = effect;
    const { chats, links, reactions } = context;
    const client = clientOf(attempt);
    const linked = await links.threadOf(client, to);
    if (linked === null) return over();
    const there = boardOf(linked.message);
    if (there !== (board ?? boardOfClient(attempt.record))) {
      return over({ effects: [{ ...effect, board: there }] });
    }
    const n = newestOf(linked);
    const before = await reactions.of('client', client, n);
    const after = changed(before, { by: null, emoji }, attempt);
    const reacted = { n, of: 'client', reactions: after } as const;
    // The mark of an undelivered comment stays; the reaction is shown when the mark goes.
    if ((await undeliveredOf(n, attempt, context)).length > 0) return over({ reacted });
    return shows(react(chats.inGroup(linked.message), shown(after)), 'thread', reacted, attempt);
  },
};

export const reactAtClient: Delivery<ReactAtClient> = {
  ...mirrored,
  lane: ownLane,
  needs: 'nothing',
  batch: {
    is: 'state',
    key: ({ to, by }) => `${to} ${by}`,
    // The client sees the newest reaction of several agents.
    stopsAt: (own, later) => later.to === own.to && later.by !== own.by,
    isPassed: true,
  },
  async prepare({ to, emoji, by }, attempt, { links, reactions }) {
    const client = clientOf(attempt);
    const linked = await links.privateOf(to);
    if (linked?.client !== client) return over();
    const n = newestOf(linked);
    const before = await reactions.of('team', client, n);
    const after = changed(before, { by, emoji }, attempt);
    const reacted = { n, of: 'team', reactions: after } as const;
    const isSame = before.length > 0 && shown(before) === shown(after);
    if (isSame && attempt.entry.retried !== true && !attempt.mayHaveBeenSent) return over({ reacted });
    return shows(
      react({ chat_id: client, message_id: linked.message }, shown(after)),
      'person',
      reacted,
      attempt,
    );
  },
};

/** A reaction to a merged message belongs to the last message, whose counterpart shows the reaction. */
const newestOf = ({ numbers }: { numbers: Counterpart<number>['numbers'] }): MessageNumber =>
  numbers.at(-1) ?? numbers[0];

type Change = { by: EmojiReaction['by']; emoji: string | null };

/** A reaction that people retry may be older than the stored reactions. */
function changed(before: EmojiReaction[], { by, emoji }: Change, { entry }: Attempt): EmojiReaction[] {
  if (entry.retried === true) return before;
  const others = before.filter((one) => one.by !== by);
  return emoji === null ? others : [...others, { by, emoji }];
}

const shown = (reactions: readonly EmojiReaction[]): string | null => reactions.at(-1)?.emoji ?? null;

const shows = (call: Call, place: CallContext['place'], reacted: Reacted, attempt: Attempt): Prepared => ({
  is: 'call',
  call,
  context: { place, repliesTo: null },
  done: () => ({ reacted }),
  refused: (why) => ({ ...reactionRefused(why, attempt), reacted }),
});
