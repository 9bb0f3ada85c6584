import type { Say } from '../../../machines/client/say.ts';
import { albumOf } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import { saying } from '../../i18n/saying.ts';
import {
  type Attempt,
  clientOf,
  type Delivery,
  type DeliveryOutcome,
  over,
  type Refused,
} from '../../outbox/delivery.ts';
import { albumSent, isWithheld, withheldAlbum } from '../../outbox/message/albums.ts';
import { atClient, TO_PERSON } from '../../outbox/message/at-client.ts';
import { offered, tellLostButtons } from '../../outbox/message/buttons.ts';
import { notDelivered } from '../../outbox/message/cannot-pass.ts';
import { continueAtClient } from '../../outbox/message/continuation.ts';
import { mediaIn, pass, passAlbum, passFile, passText, variantOf } from '../../outbox/message/copy-calls.ts';
import { linkAtClient } from '../../outbox/message/link.ts';
import { markComment } from '../../outbox/message/mark-comment.ts';
import { isReachable, unreachable } from '../../outbox/message/reach.ts';
import { placeAtClient } from '../../outbox/message/reply-target.ts';
import { aboutWords } from '../../outbox/render/about.ts';
import { fitted } from '../../outbox/render/edited.ts';
import { introduced } from '../../outbox/render/introduced.ts';
import { join } from '../../outbox/render/joined.ts';
import type {
  AlbumToClient,
  IntroduceAtClient,
  RelayToClient,
  TextsToClient,
  WithholdAlbum,
} from './effects.ts';
import type { Withheld } from '../../router/withhold.ts';

const toClient = {
  ...atClient,
  onRepeat: 'duplicates',
} as const satisfies Partial<Delivery>;

export const relayToClient: Delivery<RelayToClient> = {
  ...toClient,
  batch: { is: 'message', author: 'team', joins: { album: 'albumToClient', texts: 'textsToClient' } },
  comment: ({ from }) => from,
  async prepare({ n, from, content, ...about }, attempt, context) {
    const client = clientOf(attempt);
    if (content.kind === 'refused') return over(undelivered(from, 'not for bots', variantOf(content)));
    if (await isWithheld(albumOf(content), attempt, context)) return over();
    const reply = await placeAtClient(about, albumOf(content), attempt, context);
    const told = introduced(content, context.texts, 'client');
    const { head, rest } = fitted(offered(told ?? content, attempt));
    const isChanged = head !== content || 'filled' in content;
    const caption = isChanged ? 'replaced' : undefined;
    return {
      is: 'call',
      call:
        head.kind === 'media' && attempt.without.has('copy')
          ? passFile(head, client, reply)
          : pass(head, { ...context.chats.inGroup(from), caption }, client, reply),
      context: TO_PERSON,
      done: ([message]) => ({
        links: linkAtClient(n, [message], content, attempt),
        ...albumSent(albumOf(content), message),
        effects: [
          ...continueAtClient({ n, from }, rest),
          ...(told === null ? introduceBelow({ n, from, content }) : []),
          ...tellLostButtons(content, from, attempt),
        ],
      }),
      refused: (why) =>
        why.uncopyable === undefined
          ? refusedTo(from, why, attempt)
          : undelivered(from, why.reason, variantOf(content)),
    };
  },
};

export const albumToClient: Delivery<AlbumToClient> = {
  ...toClient,
  async prepare({ items, album, ...about }, attempt, context) {
    if (await isWithheld(album, attempt, context)) return over();
    const client = clientOf(attempt);
    const [lead, ...others] = items;
    const told = introduced(lead.content, context.texts, 'client');
    const parts = [{ ...lead, content: told ?? lead.content }, ...others].map(({ n, from, content }) => ({
      of: { n, from },
      ...fitted(content),
    }));
    const files = mediaIn(parts.map(({ head }) => ({ content: head })));
    return {
      is: 'call',
      call: passAlbum(files, client, await placeAtClient(about, album, attempt, context)),
      context: TO_PERSON,
      done: (messages) => ({
        links: items.flatMap(({ n, content }, index) => linkAtClient(n, [messages[index]], content, attempt)),
        ...albumSent(album, messages[0]),
        effects: [
          ...parts.flatMap(({ of, rest }) => continueAtClient(of, rest)),
          ...(told === null ? introduceBelow(lead) : []),
        ],
      }),
      refused: (why) => {
        const { effects = [], ...outcome } = refusedTo(lead.from, why, attempt);
        const others = items.slice(1).map(({ from }) => markComment(from, true));
        return { ...outcome, effects: [...effects, ...others] };
      },
    };
  },
};

export const textsToClient: Delivery<TextsToClient> = {
  ...toClient,
  async prepare({ items, ...about }, attempt, context) {
    const client = clientOf(attempt);
    const reply = await placeAtClient(about, null, attempt, context);
    return {
      is: 'call',
      call: passText(join(items.map(({ content }) => content)), client, reply),
      context: TO_PERSON,
      done: ([message]) => ({
        links: items.flatMap(({ n, content }) => linkAtClient(n, [message], content, attempt)),
      }),
    };
  },
};

/** An album is one message: the words under one item are about the whole album. */
export function withholdOf({ content, edited }: Withheld): WithholdAlbum[] {
  const album = albumOf(content);
  return edited || album === null ? [] : [{ kind: 'withholdAlbum', album }];
}

/** Costs no call, and leaves before the items behind. */
export const withholdAlbum: Delivery<WithholdAlbum> = {
  ...toClient,
  onRepeat: 'harmless',
  batch: {
    is: 'withdrawal',
    author: 'team',
    covers: ({ album }, { content }) => album === albumOf(content),
  },
  prepare: ({ album }) => over(withheldAlbum(album)),
};

type Sent = Pick<RelayToClient, 'n' | 'from' | 'content'>;

const introduceBelow = ({ n, from, content }: Sent): IntroduceAtClient[] =>
  'about' in content && content.about !== undefined
    ? [{ kind: 'introduceAtClient', number: n, of: from, about: content.about }]
    : [];

/** The introduction as a reply, where the message has no place or no room for the lines. */
export const introduceAtClient: Delivery<IntroduceAtClient> = {
  ...toClient,
  async prepare({ of, about }, attempt, context) {
    const reply = await placeAtClient({ replyTo: of }, null, attempt, context);
    return {
      is: 'call',
      call: passText(aboutWords(context.texts, about), clientOf(attempt), reply),
      context: TO_PERSON,
      done: () => ({}),
      refused: (why) => (isReachable(why) ? { parked: why.reason } : unreachable(why, attempt)),
    };
  },
};

const undelivered = (message: ThreadMessageId, reason: string, what?: string): DeliveryOutcome => ({
  effects: [notDelivered(message, 'refused-not-delivered', reason, what)],
});

/** The agent sees under the comment that the comment was not delivered, and why. */
function refusedTo(from: ThreadMessageId, why: Refused, attempt: Attempt): DeliveryOutcome {
  if (!isReachable(why)) {
    return {
      ...unreachable(why, attempt),
      effects: [
        {
          kind: 'say',
          to: 'thread',
          text: saying(why.gone === 'deactivated' ? 'refused-deactivated' : 'refused-unreachable'),
          replyTo: from,
          undelivered: true,
        } satisfies Say,
      ],
    };
  }
  return { ...undelivered(from, why.reason), parked: why.reason };
}
