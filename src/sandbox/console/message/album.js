import { h } from '../page/element.js';
import { t } from '../page/language.js';
import { actionMenu } from './action-menu.js';
import { albumItem } from './media.js';
import { kindOf, snippetOf } from './sender.js';

/** How many stand side by side in each row, by the number of all. */
const ROWS = [[], [1], [2], [1, 2], [2, 2], [2, 3], [3, 3], [2, 2, 3], [2, 3, 3], [3, 3, 3], [3, 3, 4]];
const COLUMNS = 12;

const isVisual = (message) => ['photo', 'video'].includes(kindOf(message));

/**
 * The items of an album: pictures as a mosaic, other files as a list. Each can be focused and has a menu with its own
 * `actions`. `parts(message)` stands under an item of a list.
 */
export function albumOf(messages, { actions = [], parts = () => [], run } = {}) {
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
    item.actions = own;
    if (isMosaic) item.style.gridColumn = `span ${spans[index]}`;
    if (isMosaic) item.style.aspectRatio = spans[index] === COLUMNS ? '16 / 9' : '1';
    return item;
  });
  return h('div', { class: isMosaic ? 'album mosaic' : 'album' }, ...items);
}
