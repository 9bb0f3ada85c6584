import { h } from '../page/element.js';
import { t } from '../page/language.js';
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

/** A row of reactions over the message; Escape or a click elsewhere closes it. */
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
  const bar = h(
    'div',
    { class: 'reaction-bar', popover: 'auto', role: 'group', 'aria-label': t('react') },
    ...buttons,
  );
  bar.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    bar.remove();
    anchor.focus?.({ preventScroll: true });
  });
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  });
  document.body.append(bar);
  bar.showPopover();
  const place = anchor.getBoundingClientRect();
  const { width, height } = bar.getBoundingClientRect();
  const left = Math.max(8, Math.min(place.left, innerWidth - width - 8));
  const top = place.top - height - 6 > 8 ? place.top - height - 6 : place.bottom + 6;
  bar.style.translate = `${left}px ${Math.min(top, innerHeight - height - 8)}px`;
  buttons[0].focus();
}
