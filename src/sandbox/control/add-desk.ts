import { createViews, type Views } from './views.ts';
import { createPeople, type People } from '../people/people.ts';
import { layDesk } from '../world/lay-ground.ts';
import { newToken } from '../world/new-token.ts';
import { changeBot, nextCounter, type World } from '../world/world.ts';

/** Another bot with a channel and a group of its own, in the same Telegram, among the same people. */
export type OtherDesk = {
  botId: number;
  token: string;
  channelId: number;
  groupId: number;
  /** The acts of people with this bot and in these chats. */
  people: People;
  views: Views;
};

const FIRST_BOT_ID = 9_000_000;
const FIRST_CHAT_ID = -1_001_000_500_000;

export function addDesk(world: World, name: { firstName: string; username: string }): OtherDesk {
  const plot = world.docs.act(() => {
    const nth = nextCounter(world);
    const botId = FIRST_BOT_ID + nth;
    const channelId = FIRST_CHAT_ID - 2 * nth;
    const groupId = channelId - 1;
    const place = { botId, token: newToken(botId), channelId, groupId };
    layDesk(world, { ...place, ...name, title: name.firstName });
    changeBot(world, botId, { place: { channelId, groupId } });
    return place;
  });
  const { botId } = plot;
  return { ...plot, people: createPeople(world, botId), views: createViews(world, botId) };
}
