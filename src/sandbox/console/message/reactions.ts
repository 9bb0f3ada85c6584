import type { SeenMessage } from '../../control/state.ts';
import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import type { Action } from './message-actions.ts';

/** The reactions of people to a message. A press adds or takes back the reader's own. */
export function reactions({ reactions: given }: SeenMessage, actions: readonly Action[]): HTMLElement | null {
  if (given === undefined) return null;
  const react = actions.find((action) => action.name === 'react');
  const emojis = [...new Set(given.map(({ emoji }) => emoji))];
  return h(
    'div',
    { class: 'reactions', role: 'group', 'aria-label': t('reactions') },
    ...emojis.map((emoji) => {
      const number = given.filter((one) => one.emoji === emoji).length;
      const text = number === 1 ? emoji : `${emoji} ${number}`;
      if (react === undefined) return h('span', {}, text);
      const isOwn = react.own === emoji;
      return h(
        'button',
        { type: 'button', tabindex: -1, 'aria-pressed': String(isOwn), onclick: () => react.toggle(emoji) },
        text,
      );
    }),
  );
}
