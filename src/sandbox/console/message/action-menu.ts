import { h, icon, type Shape } from '../page/element.ts';
import { t } from '../page/language.ts';
import { openMenu } from '../page/menu.ts';
import type { Action } from './message-actions.ts';

export type RunAction = (action: Action, anchor: HTMLElement) => void;

const offered = new WeakMap<Element, readonly Action[]>();

/** Notes the actions of a message's element, for the keyboard. */
export const offer = (element: Element, actions: readonly Action[]): void =>
  void offered.set(element, actions);

export const offeredBy = (element: Element): readonly Action[] => offered.get(element) ?? [];

const shapeOf = (name: Action['name']): Shape => (name === 'react' ? 'smile' : name);

/** Keeps the selected words of a message selected, so that a reply can quote them. */
const keepSelection = (event: Event): void => event.preventDefault();

/** One button for all actions of a message. */
export function actionMenu(actions: readonly Action[], run: RunAction, className: string): HTMLButtonElement {
  const button: HTMLButtonElement = h(
    'button',
    {
      type: 'button',
      class: className,
      tabindex: -1,
      'aria-label': t('more'),
      'aria-haspopup': 'menu',
      title: t('more'),
      onmousedown: keepSelection,
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
 * A button for each action beside a message; without a mouse, the menu. Tab skips the buttons, because a chat is long:
 * keys on a focused message do the same.
 */
export const actionButtons = (actions: readonly Action[], run: RunAction): HTMLElement =>
  h(
    'div',
    { class: 'actions' },
    ...actions.map((action) => {
      const button: HTMLButtonElement = h(
        'button',
        {
          type: 'button',
          class: 'action',
          tabindex: -1,
          'aria-label': t(action.name),
          title: t(action.name),
          onmousedown: keepSelection,
          onclick: () => run(action, button),
        },
        icon(shapeOf(action.name)),
      );
      return button;
    }),
    actions.length === 0 ? null : actionMenu(actions, run, 'action-more'),
  );
