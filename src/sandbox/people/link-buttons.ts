import type { InlineKeyboardMarkup } from '@grammyjs/types';
import { RefusedAct } from '../world/refused-act.ts';

/** Rows of link buttons. */
export type LinkButtons = { text: string; url: string }[][];

/** An app gives a person's own message no keyboard: it comes from an inline bot or with a forwarded message. */
export function linkKeyboard(options: {
  buttons?: LinkButtons;
  viaBot?: number;
  forwardedFrom?: unknown;
}): InlineKeyboardMarkup | undefined {
  const { buttons, viaBot, forwardedFrom } = options;
  if (buttons === undefined) return undefined;
  if (viaBot === undefined && forwardedFrom === undefined) throw new RefusedAct('noKeyboard');
  return { inline_keyboard: buttons.map((row) => row.map(({ text, url }) => ({ text, url }))) };
}
