import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import type { Say } from '../../../machines/client/say.ts';
import type { Content } from '../../../machines/content.ts';
import { boardOf, type PrivateMessageId, type ThreadMessageId } from '../../../machines/ids.ts';
import type { Effect } from '../../actor/effects.ts';
import { saying } from '../../i18n/saying.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  type DeliveryContext,
  type DeliveryOutcome,
  groupOf,
  over,
  type Refused,
  rootOf,
  standsUnder,
} from '../../outbox/delivery.ts';
import { boardOfClient, counterpartLane } from '../../outbox/lanes.ts';
import { atClient, TO_PERSON } from '../../outbox/message/at-client.ts';
import { cannotPass, notDelivered } from '../../outbox/message/cannot-pass.ts';
import { offered } from '../../outbox/message/buttons.ts';
import { continueAtClient, continueInThread, endOf } from '../../outbox/message/continuation.ts';
import { edit, passAgain } from '../../outbox/message/copy-calls.ts';
import { fingerprint } from '../../outbox/message/fingerprint.ts';
import { isOutdated, linkAtClient, linkInThread, replacing } from '../../outbox/message/link.ts';
import { mergedAtClient } from '../../outbox/message/merged-message.ts';
import { asText, shownInThread, told } from '../../outbox/message/shown-in-thread.ts';
import { isReachable, unreachable } from '../../outbox/message/reach.ts';
import { placeAtClient, placeInThread } from '../../outbox/message/reply-target.ts';
import { superseded, undeliveredOf } from '../../outbox/message/undelivered.ts';
import { fitted, marked } from '../../outbox/render/edited.ts';
import { introduced } from '../../outbox/render/introduced.ts';

type EditInThread = Extract<ChartEffect, { kind: 'editInThread' }>;
type EditAtClient = Extract<ChartEffect, { kind: 'editAtClient' }>;

/** The content in the private chat, behind the line of a reply in another chat. */
const toldClient = (content: Content, { texts }: Pick<DeliveryContext, 'texts'>): Content =>
  introduced(content, texts, 'client') ?? content;

const inThread = {
  lane: counterpartLane,
  needs: 'thread',
  rank: 'message',
  order: 'story',
} as const satisfies Partial<Delivery>;

/**
 * Edits of messages that were sent.
 *
 * I1 The counterpart is edited. If Telegram does not allow the edit, or the counterpart stands in a replaced thread, the
 *    new version is sent as a marked reply to the counterpart, and becomes the counterpart.
 * I2 An edit that changes nothing sends nothing.
 * I3 The editor sees an edit that did not get through.
 */
export const editInThread: Delivery<EditInThread> = {
  ...inThread,
  onRepeat: 'harmless',
  usesClientRate: true,
  batch: { is: 'change', author: 'client' },
  async prepare(effect, attempt, context) {
    const { from, content, isCommand, board } = effect;
    const client = clientOf(attempt);
    const linked = await context.links.threadOf(client, from);
    // The team never had the message, so the edit is a new message.
    if (linked === null) {
      return over(isCommand === true ? {} : { event: { type: 'client.wrote', message: from, content } });
    }
    const [n] = linked.numbers;
    if (linked.print === fingerprint(content) && !attempt.mayHaveBeenSent) return over();
    if (await isOutdated(attempt, () => context.versions.of(client, n))) return over();
    const there = boardOf(linked.message);
    const isElsewhere = board !== null && there !== boardOfClient(attempt.record);
    // Each call leaves in the lane of its group.
    if (isElsewhere && there !== board) return over({ effects: [{ ...effect, board: there }] });
    if (isElsewhere && attempt.without.has('edit')) return over({ effects: [{ ...effect, board: null }] });
    const end = endOf(linked);
    const refused = ({ reason }: Refused): DeliveryOutcome => ({
      effects: [cannotPass(from, 'edit')],
      parked: reason,
    });
    const canEdit =
      isElsewhere || (!attempt.without.has('edit') && standsUnder(linked.message, rootOf(attempt)));
    const shown = canEdit ? await shownInThread(from, content, linked.message, attempt, context) : null;
    const { head, rest } = fitted(offered(shown ?? told(content, context), attempt));
    const call = shown === null ? null : edit(head, context.chats.inGroup(linked.message));
    if (call !== null) {
      const context = { place: 'thread', repliesTo: null } as const;
      return {
        is: 'call',
        call,
        context,
        done: () => ({
          links: linkInThread(n, [rest === null ? undefined : end, linked.message], content, attempt),
          effects: continueInThread({ n, from }, rest, end),
        }),
        refused,
      };
    }
    const { reply, repliesTo } = await placeInThread({ replyTo: from }, null, attempt, context);
    return {
      is: 'call',
      call: passAgain(head, { chat_id: client, message_id: from }, groupOf(attempt, context), reply),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: replacing(linked, linkInThread(n, [thread], content, attempt)),
        effects: continueInThread({ n, from }, rest),
      }),
      refused,
    };
  },
};

export const editAtClient: Delivery<EditAtClient> = {
  ...atClient,
  onRepeat: 'harmless',
  batch: { is: 'change', author: 'team' },
  comment: ({ from }) => from,
  async prepare({ from, number = null, content }, attempt, context) {
    const client = clientOf(attempt);
    const [linked, undelivered] = await Promise.all([
      context.links.privateOf(from),
      undeliveredOf(number, attempt, context),
    ]);
    const print = fingerprint(content);
    // Telegram also reports edits without a change (`FACTS.md #18`).
    if (undelivered.some(({ effect }) => isWhole(effect) && printOf(effect) === print)) return over();
    const { effects: unmarked, ...gone } = superseded(undelivered, attempt, from, context);
    if (linked?.client !== client) {
      const relay = undelivered.map(({ effect }) => effect).find(isMessage);
      return over(
        relay === undefined
          ? { effects: [answer(from, 'refused-edit-unknown')] }
          : { ...gone, effects: [...unmarked, { ...relay, content }] },
      );
    }
    const [n] = linked.numbers;
    if (linked.print === print && !attempt.mayHaveBeenSent) {
      const edits = undelivered.filter(({ effect }) => effect.kind === 'editAtClient');
      return over(superseded(edits, attempt, from, context));
    }
    if (await isOutdated(attempt, () => context.versions.of(client, n))) return over();
    const canEdit = !attempt.without.has('edit');
    const shown = canEdit ? await shownAtClient(from, content, linked.message, attempt, context) : null;
    const { head, rest } = fitted(offered(shown ?? marked(toldClient(content, context)), attempt));
    const end = endOf(linked);
    const call = shown === null ? null : edit(head, { chat_id: client, message_id: linked.message });
    const source = context.chats.inGroup(from);
    return {
      is: 'call',
      call:
        call ??
        passAgain(head, source, client, await placeAtClient({ replyTo: from }, null, attempt, context)),
      context: TO_PERSON,
      done: ([message]) => ({
        links:
          call === null
            ? replacing(linked, linkAtClient(n, [message], content, attempt))
            : linkAtClient(n, [rest === null ? undefined : end, linked.message], content, attempt),
        ...gone,
        effects: [...unmarked, ...continueAtClient({ n, from }, rest, call === null ? undefined : end)],
      }),
      refused: (why) =>
        isReachable(why)
          ? {
              ...gone,
              effects: [notDelivered(from, 'refused-edit-not-delivered', why.reason)],
              parked: why.reason,
            }
          : {
              ...gone,
              ...unreachable(why, attempt),
              effects: [answer(from, 'refused-edit-unreachable')],
            },
    };
  },
};

/** The merged message as in the thread, without marks. */
async function shownAtClient(
  from: ThreadMessageId,
  content: Content,
  message: PrivateMessageId,
  attempt: Attempt,
  context: DeliveryContext,
): Promise<Content | null> {
  const client = clientOf(attempt);
  const parts = await context.links.threadOf(client, message);
  if (parts === null || parts.numbers.length === 1) return toldClient(content, context);
  if (content.kind !== 'text') return null;
  const merged = await mergedAtClient(client, parts, context, { from, content });
  return merged === null || merged === 'forgotten' ? null : asText(merged);
}

/** The whole message, and not only the end of a long text. */
const isWhole = ({ kind }: Effect): boolean => kind !== 'continueAtClient';

const printOf = (effect: Effect): string => fingerprint(effect['content'] as Content);

/** The comment itself, which never arrived. */
const isMessage = (effect: Effect): boolean => isWhole(effect) && effect.kind !== 'editAtClient';

const answer = (message: ThreadMessageId, key: 'refused-edit-unreachable' | 'refused-edit-unknown'): Say => ({
  kind: 'say',
  to: 'thread',
  text: saying(key),
  replyTo: message,
});
