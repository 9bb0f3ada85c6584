import type { PrivateMessageId } from '../../../machines/words.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import { clientText } from '../render/client-text.ts';
import { privateLane } from '../lanes.ts';
import { type Attempt, clientOf, type Delivery, over, type Refused, type Settlement } from './delivery.ts';
import { edit, pass } from './pass-on.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

const TO_PERSON = { place: 'person', repliesTo: null } as const;

export const relayToClient: Delivery<Kind<'relayToClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ from, content, replyTo }, attempt, { chats, links }) {
    const client = clientOf(attempt);
    const quoted = replyTo === undefined ? null : await links.privateOf(replyTo);
    // A private chat has no thread to fall out of, so a quote that is gone may be left out by Telegram itself.
    const reply =
      quoted?.client === client
        ? { message_id: quoted.message, allow_sending_without_reply: true }
        : undefined;
    return {
      is: 'call',
      call: pass(content, { chat: chats.groupId, message: from }, client, reply),
      context: TO_PERSON,
      done: (messageId) => ({ links: [{ client, private: messageId as PrivateMessageId, thread: from }] }),
      refused: (why): Settlement => ({
        ...unreachable(why, attempt),
        effects: [
          isReachable(why)
            ? { kind: 'replyInThread', message: from, reply: { key: 'not-delivered', reason: why.reason } }
            : { kind: 'refuse', message: from, refusal: 'unreachable' },
        ],
        ...(isReachable(why) && why.uncopyable !== true ? { parked: why.reason } : {}),
      }),
    };
  },
};

export const editAtClient: Delivery<Kind<'editAtClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ from, content }, attempt, { links }) {
    const linked = await links.privateOf(from);
    const client = clientOf(attempt);
    if (linked?.client !== client) return over();
    return {
      is: 'call',
      call: edit(content, client, linked.message),
      context: TO_PERSON,
      done: () => ({}),
    };
  },
};

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
const isReachable = ({ gone }: Refused): boolean => gone === undefined || gone === 'never-started';

function unreachable({ gone }: Refused, { record }: Attempt): Settlement {
  if (gone === undefined || gone === 'never-started' || record === null) return {};
  return { event: { type: 'client.blocked', cause: gone, reach: record.state.context.reach } };
}
