import { albumOf } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { OutboxEffect } from '../batch.ts';
import { clientText } from '../render/client-text.ts';
import { join } from '../render/joined.ts';
import { privateLane } from '../lanes.ts';
import { type Attempt, clientOf, type Delivery, over, type Refused, type Settlement } from './delivery.ts';
import { isWithheld } from './albums.ts';
import { linkAtClient } from './link.ts';
import { placeAtClient } from './reply-target.ts';
import { albumSent, mediaIn, pass, passAlbum, passFile, passText, variantOf } from './copy-calls.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

const TO_PERSON = { place: 'person', repliesTo: null } as const;

export const relayToClient: Delivery<Kind<'relayToClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ from, content, ...about }, attempt, deps) {
    const client = clientOf(attempt);
    if (content.kind === 'refused') return over(notDelivered(from, 'not for bots', variantOf(content)));
    if (await isWithheld(albumOf(content), attempt, deps)) return over();
    const reply = await placeAtClient(about, albumOf(content), attempt, deps);
    return {
      is: 'call',
      call:
        content.kind === 'media' && attempt.without.has('copy')
          ? passFile(content, client, reply)
          : pass(content, { chat: deps.chats.groupId, message: from }, client, reply),
      context: TO_PERSON,
      done: ([message]) => ({
        links: linkAtClient(from, message, content, attempt),
        ...albumSent(albumOf(content), message),
      }),
      refused: (why) =>
        why.uncopyable === undefined
          ? refusedTo(from, why, attempt)
          : notDelivered(from, why.reason, variantOf(content)),
    };
  },
};

export const albumToClient: Delivery<Extract<OutboxEffect, { kind: 'albumToClient' }>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ items, album, ...about }, attempt, deps) {
    if (await isWithheld(album, attempt, deps)) return over();
    const client = clientOf(attempt);
    const [{ from: first }] = items;
    return {
      is: 'call',
      call: passAlbum(mediaIn(items), client, await placeAtClient(about, album, attempt, deps)),
      context: TO_PERSON,
      done: (messages) => ({
        links: items.flatMap(({ from, content }, index) =>
          linkAtClient(from, messages[index], content, attempt),
        ),
        ...albumSent(album, messages[0]),
      }),
      refused: (why) => {
        const { effects = [], ...settlement } = refusedTo(first, why, attempt);
        const others = items
          .slice(1)
          .map(({ from }) => ({ kind: 'markComment', message: from, undelivered: true }) as const);
        return { ...settlement, effects: [...effects, ...others] };
      },
    };
  },
};

export const textsToClient: Delivery<Extract<OutboxEffect, { kind: 'textsToClient' }>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ items, ...about }, attempt, deps) {
    const client = clientOf(attempt);
    const reply = await placeAtClient(about, null, attempt, deps);
    return {
      is: 'call',
      call: passText(join(items.map(({ content }) => content)), client, reply),
      context: TO_PERSON,
      done: ([message]) => ({
        links: items.flatMap(({ from, content }) => linkAtClient(from, message, content, attempt)),
      }),
    };
  },
};

const notDelivered = (message: ThreadMessageId, reason: string, what?: string): Settlement => ({
  effects: [
    {
      kind: 'replyInThread',
      message,
      reply: { key: 'not-delivered', reason, ...(what === undefined ? {} : { what }) },
    },
  ],
});

/** The agent sees under their own comment that it was not delivered, and why. */
function refusedTo(from: ThreadMessageId, why: Refused, attempt: Attempt): Settlement {
  if (!isReachable(why)) {
    return {
      ...unreachable(why, attempt),
      effects: [
        {
          kind: 'refuse',
          message: from,
          refusal: why.gone === 'deactivated' ? 'deactivated' : 'unreachable',
        },
      ],
    };
  }
  return { ...notDelivered(from, why.reason), parked: why.reason };
}

export const tellClient: Delivery<Kind<'tellClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  prepare({ text }, attempt, deps) {
    const { record } = attempt;
    if (record === null) return over();
    return {
      is: 'call',
      call: {
        method: 'sendMessage',
        params: { chat_id: record.id, text: clientText(text, record.id, record.profile, deps) },
      },
      context: TO_PERSON,
      done: () => ({}),
      refused: (why) => (isReachable(why) ? { parked: why.reason } : unreachable(why, attempt)),
    };
  },
};

export const returnToClient: Delivery<Kind<'returnToClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  prepare: ({ message, what }, attempt, { texts }) => ({
    is: 'call',
    call: {
      method: 'sendMessage',
      params: {
        chat_id: clientOf(attempt),
        text: texts.say('cannot-pass-to-team', { kind: what }),
        reply_parameters: { message_id: message, allow_sending_without_reply: true },
      },
    },
    context: TO_PERSON,
    done: () => ({}),
    refused: (why) => (isReachable(why) ? { parked: why.reason } : unreachable(why, attempt)),
  }),
};

/** Only Telegram's own words about this person change the client's state. */
export const isReachable = ({ gone }: Refused): boolean => gone === undefined || gone === 'never-started';

export function unreachable({ gone }: Refused, { record }: Attempt): Settlement {
  if (gone === undefined || gone === 'never-started' || record === null) return {};
  return {
    event: { type: 'client.blocked', cause: gone, reachEpoch: record.state.context.reach.reachEpoch },
  };
}
