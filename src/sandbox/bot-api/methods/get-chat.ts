import type { Method } from '../call/call.ts';
import { targetChat } from '../call/target-chat.ts';
import { ALL_PERMISSIONS } from '../wire/member.ts';
import { renderMessage } from '../wire/message.ts';
import { renderChat } from '../wire/user.ts';
import { shownPin } from '../../world/pin-message.ts';
import { chatOf, messageOf, present } from '../../world/world.ts';

const GIFTS = {
  unlimited_gifts: true,
  limited_gifts: true,
  unique_gifts: true,
  premium_subscription: true,
  gifts_from_channels: true,
};

export const getChat: Method = (call) => {
  const target = targetChat(call);
  const chat = chatOf(call.world, target.chatId);
  const pinnedId = shownPin(call.world, target.key);
  const { hiddenHistory, signs: _signs, permissions, ...settings } = chat?.settings ?? {};
  const pinned = pinnedId === undefined ? undefined : messageOf(call.world, target.key, pinnedId);
  return present({
    ...renderChat(call.world, target.chatId),
    active_usernames: chat?.username === undefined ? undefined : [chat.username],
    permissions: target.type === 'supergroup' ? { ...ALL_PERMISSIONS, ...permissions } : undefined,
    has_hidden_members: chat?.hiddenMembers,
    has_visible_history: target.type === 'supergroup' && hiddenHistory !== true ? true : undefined,
    ...settings,
    linked_chat_id: chat?.linkedChatId,
    accepted_gift_types: GIFTS,
    max_reaction_count: 11,
    accent_color_id: Math.abs(target.chatId) % 7,
    pinned_message: pinned === undefined ? undefined : renderMessage(call.world, call.botId, pinned, false),
  });
};
