import type { SeenUser } from '../../control/state.ts';
import { t } from '../page/language.ts';
import type { MenuItem } from '../page/menu.ts';
import { act } from '../server.ts';
import { openTypedLink } from './open-link.ts';
import { startWith } from './start-with.ts';

/** The acts of a person with the bot as a whole. */
export function personMenu(user: SeenUser): MenuItem[] {
  const { id: userId } = user;
  return [
    { icon: 'play', text: t('startWith'), run: () => void startWith(user) },
    { icon: 'forward', text: t('openLink'), run: () => void openTypedLink(user) },
    user.blocked
      ? { icon: 'block', text: t('unblock'), run: () => void act('unblock', { userId }) }
      : { icon: 'block', text: t('block'), run: () => void act('block', { userId }), danger: true },
    { icon: 'delete', text: t('deactivate'), run: () => void act('deactivate', { userId }), danger: true },
  ];
}
