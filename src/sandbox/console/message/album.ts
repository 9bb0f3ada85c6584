import type { SeenMessage } from '../../control/state.ts';
import { type Child, h } from '../page/element.ts';
import { t } from '../page/language.ts';
import { actionMenu, offer, type RunAction } from './action-menu.ts';
import { albumItem } from './media.ts';
import type { Action } from './message-actions.ts';
import { snippetOf } from './sender.ts';

/** The number of items side by side in each row, by the number of all items. */
const ROWS = [[], [1], [2], [1, 2], [2, 2], [2, 3], [3, 3], [2, 2, 3], [2, 3, 3], [3, 3, 3], [3, 3, 4]];
const COLUMNS = 12;

const isVisual = ({ photo, video }: SeenMessage): boolean => photo !== undefined || video !== undefined;

type AlbumParts = {
  /** Actions of each item. */
  actions: readonly (readonly Action[])[];
  run: RunAction;
  /** Elements under an item. */
  parts(message: SeenMessage, isMosaic: boolean): Child[];
};

/** The items of an album: pictures as a mosaic, other files as a list. Each item takes the focus and has a menu. */
export function albumOf(
  messages: readonly SeenMessage[],
  { actions, parts, run }: AlbumParts = { actions: [], parts: () => [], run: () => undefined },
): HTMLElement {
  const isMosaic = messages.every(isVisual);
  const spans = (ROWS[messages.length] ?? messages.map(() => 3)).flatMap((number) =>
    Array.from({ length: number }, () => COLUMNS / number),
  );
  const items = messages.map((message, index) => {
    const own = actions[index] ?? [];
    const item = h(
      'div',
      {
        class: 'album-item',
        role: 'group',
        tabindex: -1,
        'data-id': message.message_id,
        'aria-label': t('albumItem', {
          text: snippetOf(message),
          number: index + 1,
          total: messages.length,
        }),
      },
      albumItem(message),
      ...parts(message, isMosaic),
      own.length === 0 ? null : actionMenu(own, run, 'album-more'),
    );
    offer(item, own);
    if (isMosaic) item.style.gridColumn = `span ${spans[index]}`;
    if (isMosaic) item.style.aspectRatio = spans[index] === COLUMNS ? '16 / 9' : '1';
    return item;
  });
  return h('div', { class: isMosaic ? 'album mosaic' : 'album' }, ...items);
}
