/** Scrolls `frame` as far as `child` needs to be seen. Unlike `scrollIntoView` it leaves alone where Tab goes on from. */
export function bringInto(frame, child) {
  const outer = frame.getBoundingClientRect();
  const inner = child.getBoundingClientRect();
  frame.scrollLeft += overshoot(inner.left - outer.left, inner.right - outer.right);
  frame.scrollTop += overshoot(inner.top - outer.top, inner.bottom - outer.bottom);
}

const overshoot = (before, after) => (before < 0 ? before : Math.max(0, Math.min(after, before)));
