import type { Message } from 'grammy/types';
import type { Content, Entity } from '../../machines/content.ts';

/** Fields of a message that hold what somebody sent. Everything but text is passed on by reference. */
const KINDS = [
  'animation',
  'audio',
  'document',
  'live_photo',
  'paid_media',
  'photo',
  'sticker',
  'story',
  'video',
  'video_note',
  'voice',
  'checklist',
  'contact',
  'dice',
  'game',
  'poll',
  'venue',
  'location',
  'invoice',
  'giveaway',
  'giveaway_winners',
  'rich_message',
] as const;

/** Fields that only say who and where. A message with none but these and no content is a service message. */
const SERVICE =
  /^(new_chat_|left_chat_|delete_chat_photo|group_chat_created|supergroup_chat_created|channel_chat_created|message_auto_delete_timer_changed|migrate_|pinned_message|successful_payment|refunded_payment|users_shared|chat_shared|connected_website|write_access_allowed|passport_data|proximity_alert_triggered|boost_added|chat_background_set|forum_topic_|general_forum_topic_|giveaway_created|giveaway_completed|video_chat_|web_app_data|gift|unique_gift|paid_message_price_changed|direct_message_price_changed|checklist_tasks_|suggested_post_|chat_owner_)/;

/**
 * What somebody sent; null for a service message ("Ana joined"), which nobody sent.
 * A kind that did not exist when this was written counts as content, so that it is tried and refused visibly.
 */
export function contentOf(message: Message): Content | null {
  if (message.text !== undefined) {
    return {
      kind: 'text',
      text: message.text,
      entities: (message.entities ?? []) as unknown as Entity[],
      ...(message.link_preview_options === undefined
        ? {}
        : { linkPreview: { ...message.link_preview_options } }),
    };
  }
  // An animation also has a document, a venue also a location: the first match names it.
  const what = KINDS.find((kind) => kind in message);
  if (what === undefined && Object.keys(message).some((field) => SERVICE.test(field))) return null;
  return {
    kind: 'copied',
    what: what ?? 'unknown',
    ...(message.caption === undefined
      ? {}
      : {
          caption: message.caption,
          captionEntities: (message.caption_entities ?? []) as unknown as Entity[],
        }),
  };
}

/** Kinds that carry a caption. Of the others nothing can be edited (`TELEGRAM.md §2.2`). */
const CAPTIONED = new Set([
  'animation',
  'audio',
  'document',
  'live_photo',
  'paid_media',
  'photo',
  'video',
  'voice',
]);

/**
 * Whether an edit can have changed what its readers see in a copy. Telegram also reports edits for a reaction, for a
 * vote in a poll, for somebody who walks on with their location shared (`TELEGRAM.md §1.5`).
 */
export const isEditable = (content: Content): boolean =>
  content.kind === 'text' || CAPTIONED.has(content.what);

/** The words in it, whatever its kind. */
export const wordsOf = (content: Content): string =>
  content.kind === 'text' ? content.text : (content.caption ?? '');
