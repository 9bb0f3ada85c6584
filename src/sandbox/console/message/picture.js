import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { card, fileCard } from './card.js';
import { fileAddress, fileSize, lengthOf } from './file-address.js';
import { openLightbox } from './lightbox.js';

const WIDEST = 300;
const HIGHEST = 320;

/**
 * A photo, or a video by its first frame; a click shows it large, a first one uncovers a spoiler. Its place is reserved
 * from the known size, so nothing jumps when it has loaded. In an album the cell says how large it is.
 */
export function picture(kind, file, { isCovered = false, isCell = false } = {}) {
  const isVideo = kind === 'video';
  const name = [t(kind), lengthOf(file.duration)].filter(Boolean).join(' ');
  const link = h(
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
    isVideo ? frame(file) : still(file, t(kind)),
    isVideo
      ? h('span', { class: 'play-badge', 'aria-hidden': 'true' }, icon('play'), lengthOf(file.duration))
      : null,
  );
  const shown = link.firstElementChild;
  if (!isCell) reserve(shown, file);
  shown.addEventListener('error', () =>
    link.replaceWith(isVideo ? fileCard(kind, file) : card('photo', t(kind), fileSize(file.file_size))),
  );
  return link;
}

function uncover(link, name) {
  link.classList.remove('covered');
  link.setAttribute('aria-label', t('enlarge', { kind: name }));
}

export const still = (file, label) => h('img', { src: fileAddress(file), alt: label, loading: 'lazy' });

const frame = (file) =>
  h('video', { src: fileAddress(file), preload: 'metadata', playsinline: true, tabindex: -1 });

/** As large as it is, up to what fits into a bubble. */
export function reserve(element, { width = WIDEST, height = WIDEST }) {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  element.setAttribute('width', String(Math.max(120, Math.round(width * scale))));
  element.setAttribute('height', String(Math.max(80, Math.round(height * scale))));
}
