import type { DeskEffect } from '../../actor/effects.ts';
import { fullName } from '../../../machines/client/post-text.ts';
import type { ClientId, PostId, UserId } from '../../../machines/ids.ts';
import type { Call, ChatId } from '../../telegram/call.ts';
import { TelegramError } from '../../telegram/error.ts';
import { privateLane } from '../lanes.ts';
import { clientText } from '../render/client-text.ts';
import { lineText } from '../render/reply.ts';
import { wordsAbout } from '../render/words.ts';
import { nowTold, wasTold } from './albums.ts';
import { type Delivery, type DeliveryDeps, over, type Prepared } from './delivery.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

const TO_PERSON = { place: 'person', repliesTo: null } as const;

/** Becomes one effect for each administrator, each in the order of that administrator's own chat. */
export const alertAdmins: Delivery<Kind<'alertAdmins'>> = {
  lane: () => 'desk',
  needs: 'post',
  async prepare({ why }, _attempt, { alerts }) {
    try {
      const audience = await alerts.audience();
      return over({ effects: audience.map((admin) => ({ kind: 'tellAdmin', admin, why })) });
    } catch (error) {
      if (error instanceof TelegramError && error.isFinal) return over({ parked: error.message });
      throw error;
    }
  },
};

export const alertThreadsFail: Delivery<Kind<'alertThreadsFail'>> = {
  lane: () => 'desk',
  needs: 'nothing',
  async prepare(_effect, _attempt, { place }) {
    await place.threadsFail();
    return over();
  },
};

export const reportPlace: Delivery<Kind<'reportPlace'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  prepare: ({ report }, { entry }, { texts, chats, alerts }) =>
    toAdmin(entry.owner, { text: texts.say(`place-${report}`, { group: String(chats.groupId) }) }, alerts),
};

export const reportGap: Delivery<Kind<'reportGap'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  prepare: ({ from, to }, { entry }, { texts, alerts }) =>
    toAdmin(
      entry.owner,
      { text: texts.say('report-gap', { from: texts.when(from), to: texts.when(to) }) },
      alerts,
    ),
};

type Notice = Omit<Extract<Call, { method: 'sendMessage' }>['params'], 'chat_id'>;

/** Somebody who never started the bot is not told, and not asked again before they write. */
const toAdmin = (admin: UserId, notice: Notice, alerts: DeliveryDeps['alerts']): Prepared => ({
  is: 'call',
  call: { method: 'sendMessage', params: { chat_id: admin, ...notice } },
  context: TO_PERSON,
  done: () => ({}),
  refused: async ({ gone, reason }) => {
    if (gone === undefined) return { parked: reason };
    await alerts.unreachable(admin);
    return {};
  },
});

export const tellAdmin: Delivery<Kind<'tellAdmin'>> = {
  lane: ({ admin }) => privateLane(admin),
  needs: 'post',
  prepare({ admin, why }, { record }, { texts, chats, alerts }) {
    const post = record?.state.context.thread.post;
    if (record === null || post === undefined || post === null) return over();
    const client = fullName(record.profile);
    const { text, entities } = wordsAbout(
      texts,
      `alert-${why}`,
      { client },
      { variable: 'client', id: record.id as number as UserId },
    );
    const label = texts.say('alert-open-thread');
    const link = {
      type: 'text_link',
      offset: text.length + 1,
      length: label.length,
      url: postUrl(chats.channelId, post),
    };
    const notice = {
      text: `${text}\n${label}`,
      entities: [...entities, link],
      link_preview_options: { is_disabled: true },
    };
    return toAdmin(admin, notice, alerts);
  },
};

export const sayInPrivate: Delivery<Kind<'sayInPrivate'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ lines, album }, attempt, deps) {
    if (await wasTold(album, attempt, deps)) return over();
    const { entry, record } = attempt;
    const profile = record?.profile ?? { firstName: '', lastName: null, username: null };
    const terms = clientText('terms', entry.owner as number as ClientId, profile, deps);
    return {
      is: 'call',
      call: {
        method: 'sendMessage',
        params: { chat_id: entry.owner, text: lineText(lines, deps.texts, terms) },
      },
      context: TO_PERSON,
      done: ([answer]) => nowTold(album, answer),
      refused: ({ gone, reason }) => (gone === undefined ? { parked: reason } : {}),
    };
  },
};

/** Opens in the channel for its members: the form Telegram gives to messages of private channels. */
const postUrl = (channel: ChatId, post: PostId): string =>
  `https://t.me/c/${String(channel).replace(/^-100/, '').replace(/^-/, '')}/${post}`;
