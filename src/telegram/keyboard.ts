import type { Button, Keyboard } from '../../machines/keyboard.ts';
import type { InlineMarkup } from './call.ts';

/** Bot API, InlineKeyboardButton: "1-64 bytes". */
const PRESS_LIMIT_BYTES = 64;

/** TDLib, `get_reply_markup` in ReplyMarkup.cpp: further buttons are dropped without an error. */
const ROW_LIMIT = 12;
const KEYBOARD_LIMIT = 300;

/** First problem that Telegram would refuse, or drop silently. Null: the keyboard is good. Pure. */
export function problemIn(keyboard: Keyboard): string | null {
  if (keyboard.flat().length > KEYBOARD_LIMIT) return `More than ${KEYBOARD_LIMIT} buttons`;
  const [problem] = keyboard.flatMap((row) =>
    row.length > ROW_LIMIT ? [`More than ${ROW_LIMIT} buttons in a row`] : row.flatMap(problemOf),
  );
  return problem ?? null;
}

function problemOf(button: Button): string[] {
  if (button.text.trim() === '') return ['A button without a text'];
  if ('url' in button) return opens(button.url) ? [] : [`No URL that a button can open: ${button.url}`];
  const bytes = Buffer.byteLength(button.press);
  return bytes >= 1 && bytes <= PRESS_LIMIT_BYTES
    ? []
    : [`A button sends 1 to ${PRESS_LIMIT_BYTES} bytes back, not ${bytes}`];
}

/** Stricter than TDLib's `LinkManager::check_link`: a full address, without a user name and a password. */
const WEB = /^https?:\/\/(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}_-]+(?::[1-9]\d{0,3})?(?:[/?#]\S*)?$/iu;
const IN_TELEGRAM = /^tg:\/\/[\w-]+(?:[/?#]\S*)?$/i;

export const opens = (url: string): boolean => URL.canParse(url) && (WEB.test(url) || IN_TELEGRAM.test(url));

/**
 * The keyboard in the Bot API's words.
 * @throws TypeError with the problem: the desk writes keyboards, so a problem is a bug
 */
export function inlineMarkup(keyboard: Keyboard): InlineMarkup {
  const problem = problemIn(keyboard);
  if (problem !== null) throw new TypeError(problem);
  return {
    inline_keyboard: keyboard
      .filter((row) => row.length > 0)
      .map((row) => row.map((button) => ('url' in button ? button : pressable(button)))),
  };
}

const pressable = ({ text, press }: { text: string; press: string }) => ({ text, callback_data: press });
