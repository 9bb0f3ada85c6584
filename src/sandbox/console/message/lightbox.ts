import { h, icon, type Shape } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';

/** Shows a picture or a video of a chat large, with its neighbours to either side. Escape closes. */
export function openLightbox(link: HTMLAnchorElement): void {
  const list = link.closest('ol') ?? link.parentElement ?? document.body;
  const links = [...list.querySelectorAll<HTMLAnchorElement>('a.picture:not(.covered)')];
  let at = links.indexOf(link);
  const stage = h('div', { class: 'lightbox-stage' });
  const download = h(
    'a',
    { class: 'round', 'aria-label': t('download'), title: t('download') },
    icon('download'),
  );
  const count = h('span', { role: 'status' });
  const round = (key: TextKey, shape: Shape, onclick: () => void): HTMLButtonElement =>
    h(
      'button',
      { type: 'button', class: 'round', 'aria-label': t(key), title: t(key), onclick },
      icon(shape),
    );
  const close = round('close', 'close', () => dialog.close());
  const before = round('previous', 'back', () => step(-1));
  const after = round('next', 'next', () => step(1));
  const dialog: HTMLDialogElement = h(
    'dialog',
    { class: 'lightbox', 'aria-label': t('enlarged') },
    h('div', { class: 'lightbox-bar' }, count, download, close),
    before,
    stage,
    after,
  );

  function show({ href, dataset }: HTMLAnchorElement): void {
    const shown =
      dataset['kind'] === 'video'
        ? h('video', { src: href, controls: true, autoplay: true, playsinline: true })
        : h('img', { src: href, alt: t('photo') });
    stage.replaceChildren(shown);
    download.href = href;
    download.setAttribute('download', '');
    count.textContent = links.length > 1 ? t('ofMany', { number: at + 1, total: links.length }) : '';
    before.hidden = at === 0;
    after.hidden = at === links.length - 1;
    if (!dialog.contains(document.activeElement)) close.focus();
  }

  function step(by: number): void {
    const next = links[at + by];
    if (next === undefined) return;
    at += by;
    show(next);
  }

  dialog.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLVideoElement) return;
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target === stage) dialog.close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    links[at]?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
  show(link);
}
