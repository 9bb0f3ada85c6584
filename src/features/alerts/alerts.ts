import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import { fullName } from '../../../machines/client/post-text.ts';
import type { PostId, UserId } from '../../../machines/ids.ts';
import { type Delivery, over } from '../../outbox/delivery.ts';
import { privateLane } from '../../outbox/lanes.ts';
import { wordsAbout } from '../../outbox/render/words.ts';
import { type AlertAudience, toAdmin } from '../../outbox/sayings.ts';
import type { ChatId } from '../../telegram/call.ts';
import { TelegramError } from '../../telegram/error.ts';

type Why = Extract<ChartEffect, { kind: 'alertAdmins' }>['why'] | 'flooding';
type AlertAdmins = { kind: 'alertAdmins'; why: Why };
/** The alert of one administrator. */
type TellAdmin = { kind: 'tellAdmin'; admin: UserId; why: Why };

const alert = { needs: 'post', rank: 'notice', order: 'apart' } as const;

/** Becomes one effect per administrator, each in the order of that administrator's private chat. */
export const alertAdmins = (alerts: AlertAudience): Delivery<AlertAdmins> => ({
  ...alert,
  lane: () => 'desk',
  onRepeat: 'harmless',
  async prepare({ why }) {
    try {
      const audience = await alerts.audience();
      return over({
        effects: audience.map((admin) => ({ kind: 'tellAdmin', admin, why }) satisfies TellAdmin),
      });
    } catch (error) {
      if (error instanceof TelegramError && error.isFinal) return over({ parked: error.message });
      throw error;
    }
  },
});

export const tellAdmin = (alerts: AlertAudience): Delivery<TellAdmin> => ({
  ...alert,
  lane: ({ admin }) => privateLane(admin),
  onRepeat: 'duplicates',
  prepare({ admin, why }, { record }, { texts, chats }) {
    const post = record?.state.context.thread.post;
    if (record === null || post === undefined || post === null) return over();
    const client = fullName(record.profile);
    const { text, entities } = wordsAbout(
      texts,
      `alert-${why}`,
      { client },
      { variable: 'client', id: record.id },
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
});

/** Opens in the channel for its members: Telegram's form for messages of private channels. */
const postUrl = (channel: ChatId, post: PostId): string =>
  `https://t.me/c/${String(channel).replace(/^-100/, '').replace(/^-/, '')}/${post}`;
