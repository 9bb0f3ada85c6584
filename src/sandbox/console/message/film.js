import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { fileCard } from './card.js';
import { fileAddress, lengthOf } from './file-address.js';
import { reserve } from './picture.js';

/** A video with the browser's own controls. */
export function film(kind, file) {
  const video = h('video', {
    class: 'film',
    src: fileAddress(file),
    controls: true,
    preload: 'metadata',
    playsinline: true,
    'aria-label': t(kind),
  });
  reserve(video, file);
  return orCard(video, kind, file);
}

/** Plays by itself, again and again, and in silence; not where people want less motion. */
export function moving(file) {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const isImage = file.mime_type?.startsWith('image/') === true;
  const source = { src: fileAddress(file), class: 'film', 'aria-label': t('animation') };
  const shown = isImage
    ? h('img', { ...source, alt: t('animation') })
    : h('video', { ...source, autoplay: !isCalm, controls: isCalm, loop: true, playsinline: true });
  shown.muted = true; // Only the property counts once the element is there.
  reserve(shown, file);
  return orCard(shown, 'animation', file);
}

/** A video in a circle: a press plays it from the start, another one stops it. */
export function roundFilm(file) {
  const video = h('video', { src: fileAddress(file), preload: 'metadata', playsinline: true, tabindex: -1 });
  const badge = h(
    'span',
    { class: 'play-badge', 'aria-hidden': 'true' },
    icon('play'),
    lengthOf(file.duration),
  );
  const button = h(
    'button',
    {
      type: 'button',
      class: 'round-film',
      'aria-pressed': 'false',
      'aria-label': `${t('play')}: ${t('video_note')}`,
      onclick: () => (video.paused ? video.play().catch(() => {}) : video.pause()),
    },
    video,
    badge,
  );
  for (const name of ['play', 'pause', 'ended']) {
    video.addEventListener(name, () => {
      badge.hidden = !video.paused;
      button.setAttribute('aria-pressed', String(!video.paused));
    });
  }
  video.addEventListener('error', () => button.replaceWith(fileCard('video_note', file)));
  return button;
}

function orCard(element, kind, file) {
  element.addEventListener('error', () => element.replaceWith(fileCard(kind, file)));
  return element;
}
