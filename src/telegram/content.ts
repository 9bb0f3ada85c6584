import type { Message } from 'grammy/types';
import {
  type Content,
  type Entity,
  kindOf,
  type MediaContent,
  type MediaKind,
} from '../../machines/content.ts';
import { isFile, kindNames, rowOf } from './kinds.ts';

/** Fields that only say who and where. A message with none but these and no content is a service message. */
const SERVICE =
  /^(new_chat_|left_chat_|delete_chat_photo|group_chat_created|supergroup_chat_created|channel_chat_created|message_auto_delete_timer_changed|migrate_|pinned_message|successful_payment|refunded_payment|users_shared|chat_shared|connected_website|write_access_allowed|passport_data|proximity_alert_triggered|boost_added|chat_background_set|forum_topic_|general_forum_topic_|giveaway_created|giveaway_completed|video_chat_|web_app_data|gift|unique_gift|paid_message_price_changed|direct_message_price_changed|checklist_tasks_|suggested_post_|chat_owner_)/;

/**
 * What somebody sent; null for a service message ("Ana joined"), which nobody sent.
 * A kind that did not exist when this was written counts as content, so that it is tried and refused visibly.
 */
export function contentOf(message: Message): Content | null {
  const what = kindNames.find((kind) => kind in message);
  if (what === undefined && Object.keys(message).some((field) => SERVICE.test(field))) return null;
  if (what === undefined) return { kind: 'copied', what: 'unknown' };
  if (what === 'text') return textOf(message);
  if (rowOf(what).pass === 'refused') return { kind: 'refused', what };
  return isFile(what) ? mediaOf(message, what) : { kind: 'copied', what };
}

const textOf = (message: Message): Content => ({
  kind: 'text',
  text: message.text ?? '',
  entities: (message.entities ?? []) as unknown as Entity[],
  ...(message.link_preview_options === undefined ? {} : { linkPreview: { ...message.link_preview_options } }),
});

function mediaOf(message: Message, what: MediaKind): MediaContent {
  const { caption, caption_entities: entities, media_group_id: album } = message;
  return {
    kind: 'media',
    what,
    ...fileOf(message, what),
    ...(caption === undefined ? {} : { caption }),
    ...(entities === undefined ? {} : { captionEntities: entities as unknown as Entity[] }),
    ...(message.show_caption_above_media === true ? { captionAbove: true } : {}),
    ...(message.has_media_spoiler === true ? { spoiler: true } : {}),
    ...(album === undefined || rowOf(what).album === null ? {} : { album }),
  };
}

/** Of a photo the largest of its sizes, which Telegram lists last. */
function fileOf(message: Message, what: MediaKind): Pick<MediaContent, 'fileId' | 'uniqueId'> {
  const file = what === 'photo' ? message.photo?.at(-1) : message[what];
  return { fileId: file?.file_id ?? '', uniqueId: file?.file_unique_id ?? '' };
}

/**
 * Whether an edit can have changed what its readers see in a copy. Telegram also reports edits for a reaction, for a
 * vote in a poll, for somebody who walks on with their location shared (`TELEGRAM.md §1.5`).
 */
export const isEditable = (content: Content): boolean => rowOf(kindOf(content)).edit !== 'nothing';

/** The words in it, whatever its kind. */
export function wordsOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  return content.kind === 'media' ? (content.caption ?? '') : '';
}
