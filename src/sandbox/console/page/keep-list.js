/**
 * Makes the children of `parent` those of `items`. A child whose signature did not change is the same node as
 * before, so focus, selection and what people opened in it stay.
 */
export function keepList(parent, items, { key, signature, render }) {
  const left = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const signed = signature(item);
    const before = left.get(name);
    left.delete(name);
    let node = before;
    if (before === undefined || before.signature !== signed) {
      node = render(item);
      node.dataset.key = name;
      node.signature = signed;
      if (before !== undefined) {
        const hadFocus = before.contains(document.activeElement);
        if (before === cursor) cursor = node;
        before.replaceWith(node);
        if (hadFocus) node.focus({ preventScroll: true });
      }
    }
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
  for (const node of left.values()) {
    if (node.contains(document.activeElement)) handOver(node);
    node.remove();
  }
}

/** Who walks by keys goes on beside what is gone, and not at the top of the page. */
function handOver(node) {
  for (const heir of [node.nextElementSibling, node.previousElementSibling, node.closest('[tabindex="0"]')]) {
    heir?.focus({ preventScroll: true });
    if (heir !== null && heir.contains(document.activeElement)) return;
  }
}
