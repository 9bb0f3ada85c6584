import type { Board } from '../world/shapes.ts';
import { changeMember } from '../world/change-member.ts';
import { pairKey } from '../world/keys.ts';
import { administrator, layBoard } from '../world/lay-ground.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { botOf, changeBot, nextCounter, userOf, type World } from '../world/world.ts';

export type NewBoard = {
  title: string;
  /** Absent: the channel is private. */
  username?: string | undefined;
  /**
   * The owner of both chats makes the bot an administrator, and the bot is told. Absent: the chats have no owner, and
   * no bot is told.
   */
  ownerId?: number | undefined;
};

const FIRST_CHAT_ID = -1_001_000_700_000;

/** Adds a channel with a group to the bot. The bot is an administrator of both. */
export function addBoard(world: World, botId: number, { title, username, ownerId }: NewBoard): Board {
  if (title.trim() === '') throw new RefusedAct('noTitle');
  if (ownerId !== undefined && userOf(world, ownerId) === undefined) throw new RefusedAct('noUser', ownerId);
  if (username !== undefined && world.index.chatByName(username) !== undefined) {
    throw new RefusedAct('knownName', username);
  }
  return world.docs.act(() => {
    const channelId = FIRST_CHAT_ID - 2 * nextCounter(world);
    const board = { channelId, groupId: channelId - 1 };
    layBoard(world, { ...board, title, channelName: username });
    changeBot(world, botId, { boards: [...(botOf(world, botId).boards ?? []), board] });
    for (const chatId of [board.channelId, board.groupId]) join(world, chatId, botId, ownerId);
    return board;
  });
}

function join(world: World, chatId: number, botId: number, ownerId: number | undefined): void {
  const [, key, bot] = administrator(world, chatId, botId);
  if (ownerId === undefined) {
    world.docs.put('member', key, bot);
    return;
  }
  world.docs.put('member', pairKey(chatId, ownerId), { chatId, userId: ownerId, role: 'creator' });
  changeMember(world, bot, ownerId);
}
