import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { fileCard } from './card.ts';
import { durationOf, fileAddress, type SeenFile } from './file-address.ts';
import { reserve } from './picture.ts';

/** A video with the browser's own controls. */
export function film(file: SeenFile): HTMLElement {
  const video = h('video', {
    class: 'film',
    src: fileAddress(file),
    controls: true,
    preload: 'metadata',
    playsinline: true,
    'aria-label': t('video'),
  });
  reserve(video, file);
  return orCard(video, 'video', file);
}

/** A GIF plays by itself, again and again, without sound; with reduced motion only on demand. */
export function moving(file: SeenFile): HTMLElement {
  const source = { src: fileAddress(file), class: 'film', 'aria-label': t('animation') };
  const isImage = file.mime_type?.startsWith('image/') === true;
  const shown = isImage ? h('img', { ...source, alt: t('animation') }) : silentLoop(source);
  reserve(shown, file);
  return orCard(shown, 'animation', file);
}

function silentLoop(source: { src: string; class: string }): HTMLVideoElement {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const video = h('video', {
    ...source,
    autoplay: !isCalm,
    controls: isCalm,
    loop: true,
    playsinline: true,
  });
  video.muted = true; // The attribute has no effect on an element that exists.
  return video;
}

/** A video in a circle: a press plays the video from its start, another press stops it. */
export function roundFilm(file: SeenFile): HTMLElement {
  const video = h('video', { src: fileAddress(file), preload: 'metadata', playsinline: true, tabindex: -1 });
  const badge = h('span', { class: 'play-badge', 'aria-hidden': 'true' }, icon('play'), durationOf(file));
  const button = h(
    'button',
    {
      type: 'button',
      class: 'round-film',
      'aria-pressed': 'false',
      'aria-label': `${t('play')}: ${t('video_note')}`,
      // The `error` event reports a video that cannot be played, and shows the file instead.
      onclick: () => (video.paused ? video.play().catch(() => undefined) : video.pause()),
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

function orCard(element: HTMLElement, kind: 'video' | 'animation', file: SeenFile): HTMLElement {
  element.addEventListener('error', () => element.replaceWith(fileCard(kind, file)));
  return element;
}
