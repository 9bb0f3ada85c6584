import type { InlineKeyboardButton } from '@grammyjs/types';
import type { SeenMessage } from '../../control/state.ts';
import { h } from '../page/element.ts';
import type { Follow } from './rich-text.ts';

export type Press = (message: SeenMessage, callbackData: string) => void;

/** The buttons under a message; null: the message has none. */
export function keyboard(message: SeenMessage, press: Press, follow: Follow): HTMLElement | null {
  const rows = message.reply_markup?.inline_keyboard;
  if (rows === undefined) return null;
  const key = (button: InlineKeyboardButton): HTMLElement =>
    'url' in button
      ? h(
          'a',
          {
            href: button.url,
            target: '_blank',
            rel: 'noopener noreferrer',
            onclick: (event) => {
              if (follow.link?.(button.url) === true) event.preventDefault();
            },
          },
          button.text,
        )
      : h(
          'button',
          {
            type: 'button',
            onclick: () => press(message, 'callback_data' in button ? button.callback_data : ''),
          },
          button.text,
        );
  return h('div', { class: 'keyboard' }, ...rows.map((row) => h('div', {}, ...row.map(key))));
}
