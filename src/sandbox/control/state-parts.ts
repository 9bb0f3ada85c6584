import { renderChat } from '../bot-api/wire/user.ts';
import { botOf, type World } from '../world/world.ts';
import type { Control } from './control.ts';
import type { Faults } from './faults.ts';
import type { BoardState, SeenBoard, StateParts } from './state.ts';
import type { Views } from './views.ts';

export type PictureParts = {
  world: World;
  views: Views;
  acts: { control: Control; faults: Faults };
  botId: number;
  channelId: number;
  pending: () => { updates: number; copies: number };
};

/** The current parts of the state. `longer` names the lists with hidden older items. */
export function stateParts(given: PictureParts, longer: ReadonlySet<string>): StateParts {
  const {
    world,
    views,
    acts: { control, faults },
    botId,
    channelId,
    pending,
  } = given;
  const { id, token, firstName, username, inline, commands } = botOf(world, botId);
  const groupId = world.docs.get('world', 'world')?.groupId ?? 0;
  const roleOf = (chatId: number): string => views.member(chatId, botId).status;
  return {
    bot: { id, token, firstName, username, inline, commands },
    channel: renderChat(world, channelId),
    group: renderChat(world, groupId),
    channelId,
    groupId,
    boards: views.boards().map((board) => boardState(given, board)),
    isLinked: world.docs.get('chat', String(channelId))?.linkedChatId === groupId,
    botRoles: { channel: roleOf(channelId), group: roleOf(groupId) },
    users: views.users(),
    pinned: { channel: views.pinned(channelId), group: views.pinned(groupId) },
    pending: pending(),
    longer: [...longer].sort(),
    control: control.show(),
    faults: faults.waiting(),
    copies: faults.copies(),
    withheldUpdates: faults.withheldUpdates(),
  };
}

function boardState({ world, views, botId }: PictureParts, board: SeenBoard): BoardState {
  const { channelId, groupId } = board;
  const members = views.members(channelId).filter(({ role }) => role !== 'left');
  return {
    ...board,
    isLinked: world.docs.get('chat', String(channelId))?.linkedChatId === groupId,
    botRoles: { channel: views.member(channelId, botId).status, group: views.member(groupId, botId).status },
    requests: [channelId, groupId].flatMap(views.joinRequests),
    invites: [channelId, groupId].flatMap(views.invites),
    roles: Object.fromEntries(members.map(({ userId, role }) => [userId, role])),
  };
}
