const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * Shows `element` beside `anchor`: above it (`side: 'up'`) or below, wherever there is room. Escape or a click elsewhere
 * closes it; then it is gone, and `anchor` has the focus again if nothing else took it.
 */
export function openBeside(anchor, element, side = 'up') {
  element.setAttribute('popover', 'auto');
  element.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    const hadFocus = element.contains(document.activeElement) || document.activeElement === document.body;
    element.remove();
    if (hadFocus) anchor.focus({ preventScroll: true });
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null && !element.contains(relatedTarget)) element.hidePopover();
  });
  document.body.append(element);
  element.showPopover({ source: anchor });
  // What it belongs to may have been drawn anew meanwhile.
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

/** Arrow keys walk along these; `keys`: the one to the next and the one to the one before. */
export function walk(element, entries, [next, before]) {
  element.addEventListener('keydown', (event) => {
    const step = { [next]: 1, [before]: -1 }[event.key];
    if (step === undefined) return;
    const at = entries.indexOf(document.activeElement);
    entries[(at + step + entries.length) % entries.length]?.focus();
    event.preventDefault();
    event.stopPropagation();
  });
}
