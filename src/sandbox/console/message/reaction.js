import { h } from '../page/element.js';
import { t } from '../page/language.js';
import { openBeside, walk } from '../page/popover.js';
import { act } from '../server.js';

const EMOJIS = ['👍', '❤', '🔥', '🎉', '🙏', '👀', '😢', '👎'];

/** What one person can do with the reactions of a message: `own` is theirs, if they have one. */
export function reaction(message, userId) {
  const own = message.reactions?.find((one) => one.userId === userId)?.emoji;
  const toggle = (emoji) =>
    void act('react', {
      userId,
      chatId: message.chat.id,
      messageId: message.message_id,
      emoji: emoji === own ? null : emoji,
    });
  return { name: 'react', own, toggle, run: (anchor) => openBar(anchor, own, toggle) };
}

/** A row of reactions over the message. */
function openBar(anchor, own, toggle) {
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
  const bar = h('div', { class: 'reaction-bar', role: 'group', 'aria-label': t('react') }, ...buttons);
  walk(bar, buttons, ['ArrowRight', 'ArrowLeft']);
  openBeside(anchor, bar);
  buttons[0].focus();
}
