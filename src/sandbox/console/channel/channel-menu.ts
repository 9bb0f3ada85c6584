import { t } from '../page/language.ts';
import { createMenu } from '../page/menu.ts';
import { choose } from '../store.ts';
import { addBoard } from './add-board.ts';

/** The menu of the channel: its group, and a new board. */
export const createChannelMenu = (): HTMLElement =>
  createMenu(
    () => [
      {
        icon: 'comments',
        text: t('groupOpen'),
        run: () => choose({ showsGroup: true, postId: null, view: 'channel' }),
      },
      { icon: 'add', text: t('boardAdd'), run: () => void addBoard() },
    ],
    { tip: 'channelMenu' },
  );
