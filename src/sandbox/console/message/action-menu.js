import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { openMenu } from '../page/menu.js';

const shapeOf = (name) => (name === 'react' ? 'smile' : name);

/** One button for everything that can be done with a message. `run(action, anchor)` does it. */
export function actionMenu(actions, run, className) {
  const button = h(
    'button',
    {
      type: 'button',
      class: className,
      tabindex: -1,
      'aria-label': t('more'),
      'aria-haspopup': 'menu',
      title: t('more'),
      // Else what is selected in the message, and may be quoted, is selected no more.
      onmousedown: (event) => event.preventDefault(),
      onclick: () => {
        const items = actions.map((action) => ({
          icon: shapeOf(action.name),
          text: t(action.name),
          danger: action.name === 'delete',
          run: () => run(action, button),
        }));
        openMenu(button, t('more'), items);
      },
    },
    icon('more'),
  );
  return button;
}

/**
 * A button for each action beside a message; where nothing hovers, the menu instead. Not in the order of Tab, or it would
 * take ages to walk past a chat: keys do the same on a focused message.
 */
export const actionButtons = (actions, run) =>
  h(
    'div',
    { class: 'actions' },
    ...actions.map((action) =>
      h(
        'button',
        {
          type: 'button',
          class: 'action',
          tabindex: -1,
          'aria-label': t(action.name),
          title: t(action.name),
          onmousedown: (event) => event.preventDefault(),
          onclick: (event) => run(action, event.currentTarget),
        },
        icon(shapeOf(action.name)),
      ),
    ),
    actions.length === 0 ? null : actionMenu(actions, run, 'action-more'),
  );
