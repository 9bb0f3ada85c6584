import { RefusedAct } from '../world/refused-act.ts';
import { botOf, type World } from '../world/world.ts';
import type { PrivateActs } from './in-private.ts';
import type { InviteActs } from './invites.ts';
import { requirePerson } from './require-person.ts';

/** `opened`: an address outside of Telegram, or a chat that is only shown. */
type Opened = 'started' | 'joined' | 'asked' | 'opened';

export type LinkActs = {
  /** Opens an address and presses the button that Telegram shows: Start of a deep link to the bot, Join of an invitation. */
  openLink(userId: number, url: string): Opened;
};

export function createLinkActs(
  world: World,
  botId: number,
  { start, joinByLink }: Pick<PrivateActs, 'start'> & Pick<InviteActs, 'joinByLink'>,
): LinkActs {
  return {
    openLink(userId, url) {
      requirePerson(world, userId);
      if (!URL.canParse(url)) throw new RefusedAct('noLink', url);
      const { hostname, pathname, searchParams } = new URL(url);
      if (!/^(?:www\.)?(?:t\.me|telegram\.me)$/.test(hostname)) return 'opened';
      if (/^\/\+[\w-]+$/.test(pathname)) return joinByLink(userId, `https://t.me${pathname}`);
      const payload = searchParams.get('start');
      const isOurs = pathname.toLowerCase() === `/${botOf(world, botId).username.toLowerCase()}`;
      if (!isOurs || payload === null) return 'opened';
      start(userId, payload);
      return 'started';
    },
  };
}
