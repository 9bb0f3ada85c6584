import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { card, fileCard } from './card.ts';
import { durationOf, fileAddress, fileSize, type SeenFile } from './file-address.ts';
import { openLightbox } from './lightbox.ts';

const WIDEST = 300;
const HIGHEST = 320;

type PictureLook = { isCovered?: boolean; isCell?: boolean };

/**
 * A photo, or a video by its first frame. A click shows the picture large; a first click uncovers a spoiler. The known
 * size reserves the place, so that nothing jumps after loading. In an album the cell has a size of its own.
 */
export function picture(
  kind: 'photo' | 'video',
  file: SeenFile,
  { isCovered = false, isCell = false }: PictureLook = {},
): HTMLElement {
  const isVideo = kind === 'video';
  const name = [t(kind), durationOf(file)].filter(Boolean).join(' ');
  const shown = isVideo ? frame(file) : still(file, t(kind));
  const link: HTMLAnchorElement = h(
    'a',
    {
      class: isCovered ? 'picture covered' : 'picture',
      href: fileAddress(file),
      target: '_blank',
      rel: 'noopener',
      'data-kind': kind,
      'aria-label': t(isCovered ? 'spoilerMedia' : 'enlarge', { kind: name }),
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (link.classList.contains('covered')) uncover(link, name);
        else openLightbox(link);
      },
    },
    shown,
    isVideo
      ? h('span', { class: 'play-badge', 'aria-hidden': 'true' }, icon('play'), durationOf(file))
      : null,
  );
  if (!isCell) reserve(shown, file);
  shown.addEventListener('error', () =>
    link.replaceWith(isVideo ? fileCard(kind, file) : card('photo', t(kind), fileSize(file.file_size) ?? '')),
  );
  return link;
}

function uncover(link: HTMLElement, name: string): void {
  link.classList.remove('covered');
  link.setAttribute('aria-label', t('enlarge', { kind: name }));
}

export const still = (file: SeenFile, label: string): HTMLImageElement =>
  h('img', { src: fileAddress(file), alt: label, loading: 'lazy' });

const frame = (file: SeenFile): HTMLVideoElement =>
  h('video', { src: fileAddress(file), preload: 'metadata', playsinline: true, tabindex: -1 });

type Size = { width?: number | undefined; height?: number | undefined };

/** Sets the size of a picture, at most the size that fits into a bubble. */
export function reserve(element: HTMLElement, { width = WIDEST, height = WIDEST }: Size): void {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  element.setAttribute('width', String(Math.max(120, Math.round(width * scale))));
  element.setAttribute('height', String(Math.max(80, Math.round(height * scale))));
}
