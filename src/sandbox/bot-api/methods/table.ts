import type { Method } from '../call/call.ts';
import { answerCallbackQuery } from './answer-callback-query.ts';
import { answerInlineQuery } from './answer-inline-query.ts';
import { approveChatJoinRequest } from './approve-chat-join-request.ts';
import { banChatMember } from './ban-chat-member.ts';
import { copyMessage } from './copy-message.ts';
import { copyMessages } from './copy-messages.ts';
import { createChatInviteLink } from './create-chat-invite-link.ts';
import { declineChatJoinRequest } from './decline-chat-join-request.ts';
import { deleteMessage } from './delete-message.ts';
import { deleteMessages } from './delete-messages.ts';
import { deleteMyCommands } from './delete-my-commands.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { editChatInviteLink } from './edit-chat-invite-link.ts';
import { editMessageCaption } from './edit-message-caption.ts';
import { editMessageMedia } from './edit-message-media.ts';
import { editMessageReplyMarkup } from './edit-message-reply-markup.ts';
import { editMessageText } from './edit-message-text.ts';
import { forwardMessage } from './forward-message.ts';
import { forwardMessages } from './forward-messages.ts';
import { getChatAdministrators } from './get-chat-administrators.ts';
import { getChatMenuButton } from './get-chat-menu-button.ts';
import { getChatMemberCount } from './get-chat-member-count.ts';
import { getChatMember } from './get-chat-member.ts';
import { getChat } from './get-chat.ts';
import { getFile } from './get-file.ts';
import { getMe } from './get-me.ts';
import { getMyCommands } from './get-my-commands.ts';
import { getMyName } from './get-my-name.ts';
import { getUpdates } from './get-updates.ts';
import { getWebhookInfo } from './get-webhook-info.ts';
import { pinChatMessage } from './pin-chat-message.ts';
import { revokeChatInviteLink } from './revoke-chat-invite-link.ts';
import { sendAnimation } from './send-animation.ts';
import { sendAudio } from './send-audio.ts';
import { sendChatAction } from './send-chat-action.ts';
import { sendContact } from './send-contact.ts';
import { sendDice } from './send-dice.ts';
import { sendDocument } from './send-document.ts';
import { sendLivePhoto } from './send-live-photo.ts';
import { sendLocation } from './send-location.ts';
import { sendMediaGroup } from './send-media-group.ts';
import { sendMessage } from './send-message.ts';
import { sendPhoto } from './send-photo.ts';
import { sendPoll } from './send-poll.ts';
import { sendSticker } from './send-sticker.ts';
import { sendVenue } from './send-venue.ts';
import { sendVideoNote } from './send-video-note.ts';
import { sendVideo } from './send-video.ts';
import { sendVoice } from './send-voice.ts';
import { setChatMenuButton } from './set-chat-menu-button.ts';
import { setMessageReaction } from './set-message-reaction.ts';
import { setMyCommands } from './set-my-commands.ts';
import { setWebhook } from './set-webhook.ts';
import { unbanChatMember } from './unban-chat-member.ts';
import { unpinAllChatMessages } from './unpin-all-chat-messages.ts';
import { unpinChatMessage } from './unpin-chat-message.ts';

export const METHODS = {
  answerCallbackQuery,
  answerInlineQuery,
  approveChatJoinRequest,
  banChatMember,
  copyMessage,
  copyMessages,
  createChatInviteLink,
  declineChatJoinRequest,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  deleteWebhook,
  editChatInviteLink,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  forwardMessage,
  forwardMessages,
  getChatAdministrators,
  getChatMenuButton,
  getChatMemberCount,
  getChatMember,
  getChat,
  getFile,
  getMe,
  getMyCommands,
  getMyName,
  getUpdates,
  getWebhookInfo,
  pinChatMessage,
  revokeChatInviteLink,
  sendAnimation,
  sendAudio,
  sendChatAction,
  sendContact,
  sendDice,
  sendDocument,
  sendLivePhoto,
  sendLocation,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
  sendPoll,
  sendSticker,
  sendVenue,
  sendVideoNote,
  sendVideo,
  sendVoice,
  setChatMenuButton,
  setMessageReaction,
  setMyCommands,
  setWebhook,
  unbanChatMember,
  unpinAllChatMessages,
  unpinChatMessage,
} satisfies Record<string, Method>;

const BY_LOWER_CASE = new Map(
  Object.entries(METHODS).map(([name, run]) => [name.toLowerCase(), { name, run }]),
);

/** Names count in any case, as in Telegram. */
export function findMethod(name: string): { name: string; run: Method } | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase());
}
