import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';

/** Shows a picture or a video of a chat large, with the others of that chat to either side. Escape closes it. */
export function openLightbox(link) {
  const links = [...(link.closest('ol') ?? link.parentElement).querySelectorAll('a.picture:not(.covered)')];
  let at = links.indexOf(link);
  const stage = h('div', { class: 'lightbox-stage' });
  const download = h(
    'a',
    { class: 'round', 'aria-label': t('download'), title: t('download') },
    icon('download'),
  );
  const count = h('span', { role: 'status' });
  const round = (key, shape, onclick) =>
    h(
      'button',
      { type: 'button', class: 'round', 'aria-label': t(key), title: t(key), onclick },
      icon(shape),
    );
  const close = round('close', 'close', () => dialog.close());
  const sides = [round('previous', 'back', () => step(-1)), round('next', 'next', () => step(1))];
  const dialog = h(
    'dialog',
    { class: 'lightbox', 'aria-label': t('enlarged') },
    h('div', { class: 'lightbox-bar' }, count, download, close),
    sides[0],
    stage,
    sides[1],
  );

  function show() {
    const { href } = links[at];
    const { kind } = links[at].dataset;
    const shown =
      kind === 'video'
        ? h('video', { src: href, controls: true, autoplay: true, playsinline: true })
        : h('img', { src: href, alt: t(kind) });
    stage.replaceChildren(shown);
    download.href = href;
    download.setAttribute('download', '');
    count.textContent = links.length > 1 ? t('ofMany', { number: at + 1, total: links.length }) : '';
    sides[0].hidden = at === 0;
    sides[1].hidden = at === links.length - 1;
    if (!dialog.contains(document.activeElement)) close.focus();
  }

  function step(by) {
    if (links[at + by] === undefined) return;
    at += by;
    show();
  }

  dialog.addEventListener('keydown', (event) => {
    if (event.target.tagName === 'VIDEO') return;
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target === stage) dialog.close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    links[at].focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
  show();
}
