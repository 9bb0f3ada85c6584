import { h } from '../page/element.js';
import { t } from '../page/language.js';
import { base64 } from './attachment.js';

const STICKERS = [
  '👋',
  '😀',
  '😍',
  '😢',
  '😡',
  '🙏',
  '👍',
  '👎',
  '🎉',
  '🔥',
  '❤️',
  '🤔',
  '😴',
  '🚀',
  '📦',
  '☕',
];
const SIDE_PX = 256;

/** A sticker that is an emoji, drawn large. Resolves with its content, or null. */
export function chooseSticker() {
  return new Promise((resolve) => {
    let chosen = null;
    const dialog = h(
      'dialog',
      { class: 'sticker-dialog', 'aria-labelledby': 'sticker-title' },
      h('h2', { id: 'sticker-title' }, t('sticker')),
      h(
        'div',
        { class: 'sticker-grid' },
        ...STICKERS.map((emoji) =>
          h(
            'button',
            {
              type: 'button',
              onclick: () => {
                chosen = emoji;
                dialog.close();
              },
            },
            emoji,
          ),
        ),
      ),
    );
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener('close', async () => {
      dialog.remove();
      resolve(chosen === null ? null : { sticker: await draw(chosen) });
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

async function draw(emoji) {
  const canvas = h('canvas', { width: SIDE_PX, height: SIDE_PX });
  const pen = canvas.getContext('2d');
  pen.font = `${SIDE_PX * 0.76}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(emoji, SIDE_PX / 2, SIDE_PX * 0.54);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  return { emoji, mime: 'image/png', bytes: await base64(blob), width: SIDE_PX, height: SIDE_PX };
}
