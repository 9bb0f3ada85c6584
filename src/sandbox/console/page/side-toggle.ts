import { store, subscribe } from '../store.ts';

/**
 * Opens and closes the rail at the side: beside the other panes where the window has room, over the panes otherwise.
 * Returns a function that opens the rail where the window has room.
 */
export function createSideToggle(button: HTMLElement): () => void {
  const isRoomy = matchMedia('(min-width: 1360px)');
  const set = (isOpen: boolean): void => {
    document.body.dataset['side'] = isOpen ? 'open' : 'closed';
    button.setAttribute('aria-expanded', String(isOpen));
  };
  set(isRoomy.matches);
  isRoomy.addEventListener('change', () => set(isRoomy.matches));
  button.addEventListener('click', () => set(document.body.dataset['side'] !== 'open'));
  // A post that a notice opens must not lie under the rail.
  let { postId } = store.choice;
  subscribe(() => {
    if (store.choice.postId !== postId && !isRoomy.matches) set(false);
    postId = store.choice.postId;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !isRoomy.matches) set(false);
  });
  return () => {
    if (isRoomy.matches) set(true);
  };
}
