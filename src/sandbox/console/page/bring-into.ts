/** Scrolls `frame` until `child` is visible. Unlike `scrollIntoView`, Tab goes on from the same place as before. */
export function bringInto(frame: Element, child: Element): void {
  const outer = frame.getBoundingClientRect();
  const inner = child.getBoundingClientRect();
  frame.scrollLeft += overshoot(inner.left - outer.left, inner.right - outer.right);
  frame.scrollTop += overshoot(inner.top - outer.top, inner.bottom - outer.bottom);
}

const overshoot = (before: number, after: number): number =>
  before < 0 ? before : Math.max(0, Math.min(after, before));
