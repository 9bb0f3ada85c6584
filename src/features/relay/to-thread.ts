import { albumOf, type Content } from '../../../machines/content.ts';
import { type Delivery, type DeliveryOutcome, clientOf, over } from '../../outbox/delivery.ts';
import { albumSent } from '../../outbox/message/albums.ts';
import { mediaIn, pass, passAlbum, passFile, passText, variantOf } from '../../outbox/message/copy-calls.ts';
import { isOutdated, linkInThread } from '../../outbox/message/link.ts';
import { placeInThread } from '../../outbox/message/reply-target.ts';
import { introduced } from '../../outbox/render/forwarded.ts';
import { join } from '../../outbox/render/joined.ts';
import type { AlbumToThread, RelayToThread, TextsToThread } from './effects.ts';

const toThread = {
  lane: () => 'group',
  needs: 'thread',
  rank: 'message',
  order: 'story',
  onRepeat: 'duplicates',
  usesClientRate: true,
} as const satisfies Partial<Delivery>;

export const relayToThread: Delivery<RelayToThread> = {
  ...toThread,
  batch: { is: 'message', author: 'client', joins: { album: 'albumToThread', texts: 'textsToThread' } },
  async prepare({ from, content, ...about }, attempt, context) {
    const client = clientOf(attempt);
    const giveBack = (what = variantOf(content)): DeliveryOutcome => ({
      effects: [{ kind: 'returnToClient', message: from, what }],
    });
    if (content.kind === 'refused') return over(giveBack());
    if (await isOutdated(attempt, () => context.said.versions(client, from))) return over();
    const told = introduced(content, context.texts);
    const shown = told ?? content;
    const { reply, repliesTo } = await placeInThread(about, albumOf(content), attempt, context);
    const { groupId } = context.chats;
    return {
      is: 'call',
      call:
        shown.kind === 'media' && attempt.without.has('copy')
          ? passFile(shown, groupId, reply)
          : pass(
              shown,
              { chat: client, message: from, caption: shown === content ? undefined : 'replaced' },
              groupId,
              reply,
            ),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: linkInThread(from, thread, content, attempt),
        ...albumSent(albumOf(content), thread),
        ...(told === null ? tellOrigin(content, thread) : {}),
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
    const [lead, ...rest] = items;
    const told = introduced(lead.content, context.texts);
    return {
      is: 'call',
      call: passAlbum(mediaIn([{ content: told ?? lead.content }, ...rest]), context.chats.groupId, reply),
      context: { place: 'thread', repliesTo },
      done: (threads) => ({
        links: items.flatMap(({ from, content }, index) =>
          linkInThread(from, threads[index], content, attempt),
        ),
        ...albumSent(album, threads[0]),
        ...(told === null ? tellOrigin(lead.content, threads[0]) : {}),
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
      call: passText(join(items.map(({ content }) => content)), context.chats.groupId, reply),
      context: { place: 'thread', repliesTo },
      done: ([thread]) => ({
        links: items.flatMap(({ from, content }) => linkInThread(from, thread, content, attempt)),
      }),
    };
  },
};

/** Names the author of a forwarded message in a reply, where the message has no room for the line. */
const tellOrigin = (content: Content, thread: number | undefined): Pick<DeliveryOutcome, 'effects'> =>
  content.kind === 'refused' || content.forwardedFrom === undefined || thread === undefined
    ? {}
    : {
        effects: [
          {
            kind: 'replyInThread',
            message: thread,
            reply: { key: 'forwarded-from', from: content.forwardedFrom },
          },
        ],
      };
