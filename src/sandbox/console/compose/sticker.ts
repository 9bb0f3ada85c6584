import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import { base64 } from './attachment.ts';
import type { Content } from './content.ts';

const STICKERS = '👋 😀 😍 😢 😡 🙏 👍 👎 🎉 🔥 ❤️ 🤔 😴 🚀 📦 ☕'.split(' ');
const SIDE_PX = 256;

/** A sticker that is an emoji, drawn large. Resolves with the content, or null. */
export function chooseSticker(): Promise<Content | null> {
  return new Promise((resolve) => {
    let chosen: string | null = null;
    const stickers = STICKERS.map((emoji) =>
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
    );
    const dialog: HTMLDialogElement = h(
      'dialog',
      { class: 'sticker-dialog', 'aria-labelledby': 'sticker-title' },
      h('h2', { id: 'sticker-title' }, t('sticker')),
      h('div', { class: 'sticker-grid' }, ...stickers),
    );
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen === null ? null : draw(chosen));
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

async function draw(emoji: string): Promise<Content> {
  const canvas = h('canvas', { width: SIDE_PX, height: SIDE_PX });
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('This browser cannot draw.');
  pen.font = `${SIDE_PX * 0.76}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(emoji, SIDE_PX / 2, SIDE_PX * 0.54);
  const bytes = await base64(await pngOf(canvas));
  return { sticker: { emoji, mime: 'image/png', bytes, width: SIDE_PX, height: SIDE_PX } };
}

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('This browser cannot draw.'));
      else resolve(blob);
    }, 'image/png');
  });
