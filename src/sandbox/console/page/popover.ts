const GAP_PX = 6;
const EDGE_PX = 8;

export type Side = 'up' | 'down';

/**
 * Shows `element` above `anchor` (`side: 'up'`) or below, on the side that has room. Escape or a click elsewhere closes
 * and removes the element. The focus returns to `anchor` unless another element took the focus.
 */
export function openBeside(anchor: HTMLElement, element: HTMLElement, side: Side = 'up'): void {
  element.setAttribute('popover', 'auto');
  element.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    const hadFocus = element.contains(document.activeElement) || document.activeElement === document.body;
    element.remove();
    if (hadFocus) anchor.focus({ preventScroll: true });
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null && !element.contains(relatedTarget as Node)) element.hidePopover();
  });
  document.body.append(element);
  element.showPopover({ source: anchor });
  // The anchor may have been drawn again in the meantime.
  const place = anchor.isConnected
    ? anchor.getBoundingClientRect()
    : new DOMRect(innerWidth / 2, innerHeight / 2);
  const { width, height } = element.getBoundingClientRect();
  const left = Math.max(EDGE_PX, Math.min(place.left, innerWidth - width - EDGE_PX));
  const above = place.top - height - GAP_PX;
  const below = place.bottom + GAP_PX;
  const fitsBelow = below + height <= innerHeight - EDGE_PX;
  const isAbove = side === 'up' ? above >= EDGE_PX : !fitsBelow;
  const top = Math.min(isAbove ? above : below, innerHeight - height - EDGE_PX);
  element.style.translate = `${left}px ${Math.max(EDGE_PX, top)}px`;
}

/** Arrow keys walk along `entries`. `keys`: the key to the next entry and the key to the entry before. */
export function walk(
  element: HTMLElement,
  entries: readonly HTMLElement[],
  [next, before]: readonly [string, string],
): void {
  element.addEventListener('keydown', (event) => {
    const step = event.key === next ? 1 : event.key === before ? -1 : 0;
    if (step === 0) return;
    const at = entries.indexOf(document.activeElement as HTMLElement);
    entries[(at + step + entries.length) % entries.length]?.focus();
    event.preventDefault();
    event.stopPropagation();
  });
}
