import type { Method } from '../call/call.ts';
import { botOf } from '../../world/world.ts';

export const getMe: Method = ({ world, botId }) => {
  const bot = botOf(world, botId);
  return {
    id: bot.id,
    is_bot: true,
    first_name: bot.firstName,
    username: bot.username,
    can_join_groups: true,
    can_read_all_group_messages: bot.readsAllMessages,
    supports_guest_queries: false,
    supports_inline_queries: bot.inline,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
};
