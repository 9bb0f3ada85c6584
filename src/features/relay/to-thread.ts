import { albumOf, type Content } from '../../../machines/content.ts';
import type { MessageNumber, ThreadMessageId } from '../../../machines/ids.ts';
import type { Effect } from '../../actor/effects.ts';
import { type Delivery, type DeliveryOutcome, clientOf, groupOf, over } from '../../outbox/delivery.ts';
import { laneOfMessage, threadLane } from '../../outbox/lanes.ts';
import { isPlainText } from '../../outbox/can-merge.ts';
import { albumSent } from '../../outbox/message/albums.ts';
import { offered, tellLostButtons } from '../../outbox/message/buttons.ts';
import { continueInThread } from '../../outbox/message/continuation.ts';
import { mediaIn, pass, passAlbum, passFile, passText, variantOf } from '../../outbox/message/copy-calls.ts';
import { linkInThread } from '../../outbox/message/link.ts';
import { cannotPass } from '../../outbox/message/cannot-pass.ts';
import { placeInThread, quoteAcross, under } from '../../outbox/message/reply-target.ts';
import { fitted } from '../../outbox/render/edited.ts';
import { introduced, introductionLines, introductionOf } from '../../outbox/render/introduced.ts';
import { join } from '../../outbox/render/joined.ts';
import { concat } from '../../outbox/render/slice.ts';
import { plain } from '../../outbox/render/words.ts';
import type { AlbumToThread, IntroduceInThread, RelayToThread, TextsToThread } from './effects.ts';

const inGroup = {
  lane: threadLane,
  needs: 'thread',
  onRepeat: 'duplicates',
} as const satisfies Partial<Delivery>;

const toThread = {
  ...inGroup,
  rank: 'message',
  order: 'story',
  onRepeat: 'duplicates',
  usesClientRate: true,
} as const satisfies Partial<Delivery>;

export const relayToThread: Delivery<RelayToThread> = {
  ...toThread,
  batch: {
    is: 'message',
    author: 'client',
    joins: { album: 'albumToThread', texts: 'textsToThread' },
    block: ({ n, from, content }) => (isPlainText(content) ? { by: 'client', n, from, content } : null),
  },
  async prepare({ n, from, content, ...about }, attempt, context) {
    const client = clientOf(attempt);
    const giveBack = (what = variantOf(content)): DeliveryOutcome => ({
      effects: [cannotPass(from, what)],
    });
    if (content.kind === 'refused') return over(giveBack());
    // The message was edited while the entry was parked, and was taken in again with the new words.
    const newest =
      attempt.entry.retried === true
        ? await context.links.numberOf(client, { in: 'private', message: from })
        : null;
    if (newest !== null && newest !== n) return over();
    const across = await quoteAcross(about, attempt, context);
    const told = introduced(across.about === undefined ? content : { ...content, ...across }, context.texts);
    const { head, rest } = fitted(offered(told ?? content, attempt));
    const { reply, repliesTo } = await placeInThread(about, albumOf(content), attempt, context);
    const groupId = groupOf(attempt, context);
    const caption = head === content ? undefined : 'replaced';
    return {
      is: 'call',
      call:
        head.kind === 'media' && attempt.without.has('copy')
          ? passFile(head, groupId, reply)
          : pass(head, { chat_id: client, message_id: from, caption }, groupId, reply),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: linkInThread(n, [thread], content, attempt),
        ...albumSent(albumOf(content), thread),
        effects: [
          ...continueInThread({ n, from }, rest),
          ...(told === null ? introduceBelow(n, content, thread) : []),
          ...tellLostButtons(content, thread as ThreadMessageId | undefined, attempt),
        ],
      }),
      refused: ({ reason, uncopyable }) =>
        uncopyable === undefined
          ? { ...giveBack('failed'), parked: reason }
          : giveBack(uncopyable === 'kind' ? undefined : uncopyable),
    };
  },
};

export const albumToThread: Delivery<AlbumToThread> = {
  ...toThread,
  async prepare({ items, album, ...about }, attempt, context) {
    const { reply, repliesTo } = await placeInThread(about, album, attempt, context);
    const [lead, ...others] = items;
    const told = introduced(lead.content, context.texts);
    const parts = [{ ...lead, content: told ?? lead.content }, ...others].map(({ n, from, content }) => ({
      of: { n, from },
      ...fitted(content),
    }));
    return {
      is: 'call',
      call: passAlbum(
        mediaIn(parts.map(({ head }) => ({ content: head }))),
        groupOf(attempt, context),
        reply,
      ),
      context: { place: 'thread', repliesTo },
      done: (threads) => ({
        links: items.flatMap(({ n, content }, index) => linkInThread(n, [threads[index]], content, attempt)),
        ...albumSent(album, threads[0]),
        effects: [
          ...parts.flatMap(({ of, rest }) => continueInThread(of, rest)),
          ...(told === null ? introduceBelow(lead.n, lead.content, threads[0]) : []),
        ],
      }),
    };
  },
};

export const textsToThread: Delivery<TextsToThread> = {
  ...toThread,
  async prepare({ items, ...about }, attempt, context) {
    const { reply, repliesTo } = await placeInThread(about, null, attempt, context);
    return {
      is: 'call',
      call: passText(join(items.map(({ content }) => content)), groupOf(attempt, context), reply),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: items.flatMap(({ n, content }) => linkInThread(n, [thread], content, attempt)),
      }),
    };
  },
};

/** The introduction of a message that has no place or no room for the lines. */
export const introduceInThread: Delivery<IntroduceInThread> = {
  ...inGroup,
  lane: ({ of }) => laneOfMessage(of),
  rank: 'notice',
  order: 'apart',
  prepare({ of, introduction }, attempt, { chats, texts }) {
    const lines = introductionLines(introduction, texts, 'team');
    const words = concat(...lines.flatMap((line, index) => (index === 0 ? [line] : [plain('\n'), line])));
    const { reply, repliesTo } = under(of, attempt);
    return {
      is: 'call',
      call: passText(words, chats.inGroup(of).chat_id, reply),
      context: { place: 'thread', repliesTo },
      done: () => ({}),
    };
  },
};

/** The introduction as a reply, where the message has no place or no room for the lines. */
function introduceBelow(n: MessageNumber, content: Content, thread: number | undefined): Effect[] {
  const of = introductionOf(content);
  if (of === null || thread === undefined) return [];
  return [
    {
      kind: 'introduceInThread',
      number: n,
      of: thread as ThreadMessageId,
      introduction: of,
    } satisfies IntroduceInThread,
  ];
}
