import type { InlineKeyboardButton } from '@grammyjs/types';
import type { SeenMessage } from '../../control/state.ts';
import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { loaded } from '../store.ts';
import type { Follow } from './rich-text.ts';

export type Press = (message: SeenMessage, callbackData: string) => void;

/** The buttons under a message; null: the message has none. */
export function keyboard(message: SeenMessage, press: Press, follow: Follow): HTMLElement | null {
  const rows = message.reply_markup?.inline_keyboard;
  if (rows === undefined) return null;
  const key = (button: InlineKeyboardButton): HTMLElement =>
    'url' in button
      ? linkKey(button, button.url, follow)
      : h(
          'button',
          {
            type: 'button',
            class: styleOf(button),
            disabled: 'disabled' in button,
            onclick: () => run(button, message, press, follow),
          },
          button.text,
        );
  return h(
    'div',
    { class: 'keyboard', role: 'group', 'aria-label': t('keyboard') },
    ...rows.map((row) => h('div', {}, ...row.map(key))),
  );
}

const linkKey = (button: InlineKeyboardButton, url: string, follow: Follow): HTMLElement =>
  h(
    'a',
    {
      class: styleOf(button),
      href: url,
      target: '_blank',
      rel: 'noopener noreferrer',
      onclick: (event) => {
        if (follow.link?.(url) === true) event.preventDefault();
      },
    },
    button.text,
  );

const styleOf = ({ style }: InlineKeyboardButton): string | null =>
  style === undefined ? null : `key-${style}`;

function run(button: InlineKeyboardButton, message: SeenMessage, press: Press, follow: Follow): void {
  const query = inlineQueryOf(button);
  if ('callback_data' in button) press(message, button.callback_data);
  else if ('copy_text' in button) void copy(button.copy_text.text);
  else if (query !== null && follow.compose !== undefined) {
    follow.compose(`@${loaded().bot.username} ${query}`);
  } else notice(t('keyElsewhere'));
}

/** The query of a button that begins an inline query; null: any other button. The page offers the current chat only. */
function inlineQueryOf(button: InlineKeyboardButton): string | null {
  if ('switch_inline_query_current_chat' in button) return button.switch_inline_query_current_chat;
  if ('switch_inline_query' in button) return button.switch_inline_query;
  if ('switch_inline_query_chosen_chat' in button) return button.switch_inline_query_chosen_chat.query ?? '';
  return null;
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notice(t('copied'));
  } catch {
    notice(t('copyRefused', { text })); // The browser may keep the clipboard from a page.
  }
}
