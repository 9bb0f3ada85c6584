import { ALL_PERMISSIONS, usualRights } from '../wire/member.ts';
import { pairKey } from './keys.ts';
import { chatOf, type World } from './world.ts';

const CHANNEL_ID = -1_001_000_000_001;
const GROUP_ID = -1_001_000_000_002;
const CHANNEL_NAME = 'balcao_atendimento';

export type Ground = {
  botId: number;
  token: string;
  channelId: number;
  groupId: number;
  /** False: it was found in the data file. */
  isNew: boolean;
};

/** The bot's token, as long as nobody has changed it in the data file. */
export const sandboxToken = (botId: number): string => `${botId}:sandbox`;

/** The bot, the channel and its linked group: made once, then kept. */
export function layGround(world: World, options: { botId: number; publicChannel: boolean }): Ground {
  const { docs } = world;
  const found = docs.get('world', 'world');
  const botId = found?.botId ?? options.botId;
  const token = docs.get('bot', String(botId))?.token ?? sandboxToken(botId);
  const ground = { botId, token, channelId: CHANNEL_ID, groupId: GROUP_ID };
  if (found !== undefined) return { ...ground, isNew: false };

  docs.put('world', 'world', { version: 1, botId, channelId: CHANNEL_ID, groupId: GROUP_ID, counter: 0 });
  docs.put('bot', String(botId), {
    id: botId,
    token,
    firstName: 'Balcão',
    username: 'balcao_bot',
    readsAllMessages: false,
    inline: false,
    lastPrivateMessageId: 1,
    lastUpdateId: 1000,
    commands: {},
    menuButtons: {},
  });
  docs.put('chat', String(CHANNEL_ID), {
    id: CHANNEL_ID,
    type: 'channel',
    title: 'Atendimento',
    username: options.publicChannel ? CHANNEL_NAME : undefined,
    linkedChatId: GROUP_ID,
    lastMessageId: 1,
  });
  docs.put('chat', String(GROUP_ID), {
    id: GROUP_ID,
    type: 'supergroup',
    title: 'Atendimento Chat',
    linkedChatId: CHANNEL_ID,
    lastMessageId: 1,
    permissions: ALL_PERMISSIONS,
  });
  for (const chatId of [CHANNEL_ID, GROUP_ID]) {
    const rights = usualRights(chatOf(world, chatId)?.type ?? 'channel');
    docs.put('member', pairKey(chatId, botId), { chatId, userId: botId, role: 'administrator', rights });
  }
  return { ...ground, isNew: true };
}
