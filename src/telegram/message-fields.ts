import type { Message } from 'grammy/types';
import { kindNames, type Kind } from './kinds.ts';

/**
 * A field of a message belongs to `kinds.ts` (content), `ABOUT` (author, chat, form) or `SERVICE` (events of the chat).
 * The compiler asks about the fields of a later Bot API.
 */
type About = keyof Message.MediaMessage | 'entities' | 'suggested_post_info';

const ABOUT = {
  message_id: true,
  message_thread_id: true,
  from: true,
  sender_chat: true,
  date: true,
  guest_query_id: true,
  business_connection_id: true,
  chat: true,
  is_topic_message: true,
  direct_messages_topic: true,
  sender_tag: true,
  receiver_user: true,
  ephemeral_message_id: true,
  sender_boost_count: true,
  sender_business_bot: true,
  forward_origin: true,
  is_automatic_forward: true,
  reply_to_message: true,
  reply_to_checklist_task_id: true,
  reply_to_poll_option_id: true,
  is_paid_post: true,
  external_reply: true,
  quote: true,
  reply_to_story: true,
  via_bot: true,
  guest_bot_caller_user: true,
  guest_bot_caller_chat: true,
  edit_date: true,
  has_protected_content: true,
  show_caption_above_media: true,
  is_from_offline: true,
  author_signature: true,
  link_preview_options: true,
  effect_id: true,
  paid_star_count: true,
  reply_markup: true,
  caption: true,
  caption_entities: true,
  media_group_id: true,
  has_media_spoiler: true,
  entities: true,
  suggested_post_info: true,
} as const satisfies Record<About, true>;

const SERVICE = {
  checklist_tasks_done: true,
  checklist_tasks_added: true,
  community_chat_added: true,
  community_chat_removed: true,
  community_chat_joined: true,
  suggested_post_approved: true,
  suggested_post_approval_failed: true,
  suggested_post_declined: true,
  suggested_post_paid: true,
  suggested_post_refunded: true,
  chat_owner_left: true,
  chat_owner_changed: true,
  new_chat_members: true,
  left_chat_member: true,
  new_chat_title: true,
  new_chat_photo: true,
  delete_chat_photo: true,
  group_chat_created: true,
  supergroup_chat_created: true,
  channel_chat_created: true,
  managed_bot_created: true,
  poll_option_added: true,
  poll_option_deleted: true,
  message_auto_delete_timer_changed: true,
  migrate_to_chat_id: true,
  migrate_from_chat_id: true,
  pinned_message: true,
  successful_payment: true,
  refunded_payment: true,
  users_shared: true,
  chat_shared: true,
  connected_website: true,
  write_access_allowed: true,
  passport_data: true,
  proximity_alert_triggered: true,
  boost_added: true,
  chat_background_set: true,
  forum_topic_created: true,
  forum_topic_edited: true,
  forum_topic_closed: true,
  forum_topic_reopened: true,
  general_forum_topic_hidden: true,
  general_forum_topic_unhidden: true,
  giveaway_created: true,
  giveaway_completed: true,
  gift: true,
  gift_upgrade_sent: true,
  unique_gift: true,
  paid_message_price_changed: true,
  direct_message_price_changed: true,
  video_chat_scheduled: true,
  video_chat_started: true,
  video_chat_ended: true,
  video_chat_participants_invited: true,
  web_app_data: true,
} as const satisfies Record<Exclude<keyof Message, About | Kind>, true>;

/** Older fields that Bot API servers still send (`FACTS.md #2`). */
const LEGACY = /^forward_/;

/** Kind of the content. Null: a service message. A kind of a later Bot API has the name of the field, or `unknown`. */
export function kindIn(message: Message): Kind | (string & {}) | null {
  const known = kindNames.find((kind) => kind in message);
  if (known !== undefined) return known;
  const fields = Object.keys(message);
  if (fields.some((field) => Object.hasOwn(SERVICE, field))) return null;
  return fields.find((field) => !Object.hasOwn(ABOUT, field) && !LEGACY.test(field)) ?? 'unknown';
}
