import type { InlineKeyboardButton, Message } from 'grammy/types';
import type { Buttons } from '../../machines/content.ts';
import type { UrlButton } from '../../machines/keyboard.ts';
import { opens } from './keyboard.ts';

/**
 * Buttons of a message that Telegram does not copy along. Another bot can offer URL buttons only: a press on any other
 * button goes to the bot that made the button. Pure.
 */
export function buttonsOf({ reply_markup: markup }: Message): { buttons?: Buttons } {
  const rows = markup?.inline_keyboard ?? [];
  const count = rows.flat().length;
  if (count === 0) return {};
  const urls = rows.map((row) => row.flatMap(urlButton)).filter((row) => row.length > 0);
  return { buttons: { urls, lost: count - urls.flat().length } };
}

/** A button that opens a person is refused if the person's privacy settings forbid the button. */
const OPENS_PERSON = /^tg:\/\/user\?/i;

const urlButton = (button: InlineKeyboardButton): UrlButton[] =>
  'url' in button && opens(button.url) && !OPENS_PERSON.test(button.url)
    ? [{ text: button.text, url: button.url }]
    : [];
