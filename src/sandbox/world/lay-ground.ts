import { usualRights } from '../bot-api/wire/member.ts';
import { pairKey } from './keys.ts';
import { newToken } from './new-token.ts';
import type { MemberDoc } from './shapes.ts';
import { chatOf, type World } from './world.ts';

const CHANNEL_ID = -1_001_000_000_001;
const GROUP_ID = -1_001_000_000_002;
const CHANNEL_NAME = 'balcao_atendimento';

export type Ground = {
  botId: number;
  token: string;
  channelId: number;
  groupId: number;
  /** False: the data file had the world. */
  isNew: boolean;
};

/** The bot, the channel and its linked group: made once, then kept. */
export function layGround(world: World, options: { botId: number; publicChannel: boolean }): Ground {
  const { docs } = world;
  const found = docs.get('world', 'world');
  const botId = found?.botId ?? options.botId;
  const token = docs.get('bot', String(botId))?.token ?? newToken(botId);
  const ground = { botId, token, channelId: CHANNEL_ID, groupId: GROUP_ID };
  if (found !== undefined) return { ...ground, isNew: false };

  docs.put('world', 'world', { version: 1, botId, channelId: CHANNEL_ID, groupId: GROUP_ID, counter: 0 });
  layDesk(world, {
    ...ground,
    firstName: 'Balcão',
    username: 'balcao_bot',
    title: 'Atendimento',
    channelName: options.publicChannel ? CHANNEL_NAME : undefined,
  });
  return { ...ground, isNew: true };
}

type Plot = {
  botId: number;
  token: string;
  channelId: number;
  groupId: number;
  firstName: string;
  username: string;
  /** The channel's title; the group's title is made from the channel's. */
  title: string;
  /** Absent: the channel is private. */
  channelName?: string | undefined;
};

/** A bot, the channel, and the group linked to the channel. */
export function layDesk(world: World, plot: Plot): void {
  const { docs } = world;
  const { botId, token, channelId, groupId, firstName, username, title, channelName } = plot;
  docs.put('bot', String(botId), {
    id: botId,
    token,
    firstName,
    username,
    readsAllMessages: false,
    inline: true,
    lastPrivateMessageId: 1,
    lastUpdateId: 1000,
    commands: {},
    menuButtons: {},
  });
  layBoard(world, { channelId, groupId, title, channelName });
  for (const chatId of [channelId, groupId]) docs.put(...administrator(world, chatId, botId));
}

/** A channel and the linked group, both empty. */
export function layBoard(
  { docs }: World,
  { channelId, groupId, title, channelName }: Pick<Plot, 'channelId' | 'groupId' | 'title' | 'channelName'>,
): void {
  docs.put('chat', String(channelId), {
    id: channelId,
    type: 'channel',
    title,
    username: channelName,
    linkedChatId: groupId,
    lastMessageId: 1,
  });
  docs.put('chat', String(groupId), {
    id: groupId,
    type: 'supergroup',
    title: `${title} Chat`,
    linkedChatId: channelId,
    lastMessageId: 1,
  });
}

/** The document of an administrator with the usual rights. */
export function administrator(
  world: World,
  chatId: number,
  userId: number,
): ['member', key: string, member: MemberDoc] {
  const rights = usualRights(chatOf(world, chatId)?.type ?? 'channel');
  return ['member', pairKey(chatId, userId), { chatId, userId, role: 'administrator', rights }];
}
