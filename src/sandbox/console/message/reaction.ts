import type { SeenMessage } from '../../control/state.ts';
import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import { openBeside, walk } from '../page/popover.ts';
import { act } from '../server.ts';

const EMOJIS = ['👍', '❤', '🔥', '🎉', '🙏', '👀', '😢', '👎'];

export type Reaction = {
  name: 'react';
  /** The person's reaction; undefined: none. */
  own: string | undefined;
  toggle(emoji: string): void;
  run(anchor: HTMLElement): void;
};

/** The reactions that one person can give to a message. */
export function reaction(message: SeenMessage, userId: number | undefined): Reaction {
  const own = message.reactions?.find((one) => one.userId === userId)?.emoji;
  const toggle = (emoji: string): void =>
    void act('react', {
      userId,
      chatId: message.chat.id,
      messageId: message.message_id,
      emoji: emoji === own ? null : emoji,
    });
  return { name: 'react', own, toggle, run: (anchor) => openBar(anchor, own, toggle) };
}

/** A row of reactions above the message. */
function openBar(anchor: HTMLElement, own: string | undefined, toggle: (emoji: string) => void): void {
  const buttons = EMOJIS.map((emoji) =>
    h(
      'button',
      {
        type: 'button',
        'aria-label': t('reactWith', { emoji }),
        'aria-pressed': String(emoji === own),
        onclick: () => {
          bar.hidePopover();
          toggle(emoji);
        },
      },
      emoji,
    ),
  );
  const bar: HTMLElement = h(
    'div',
    { class: 'reaction-bar', role: 'group', 'aria-label': t('react') },
    ...buttons,
  );
  walk(bar, buttons, ['ArrowRight', 'ArrowLeft']);
  openBeside(anchor, bar);
  buttons[0]?.focus();
}
