type List<Item> = {
  key(item: Item): string | number;
  /** A change of the signature draws the item again. */
  signature(item: Item): string;
  render(item: Item): HTMLElement;
};

const signatures = new WeakMap<Element, string>();

/**
 * Makes the children of `parent` those of `items`. A child with the same signature stays the same node, so that focus,
 * selection and opened details stay.
 */
export function keepList<Item>(
  parent: HTMLElement,
  items: readonly Item[],
  { key, signature, render }: List<Item>,
): void {
  const children = [...parent.children] as HTMLElement[];
  const left = new Map(children.map((child) => [child.dataset['key'], child]));
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const signed = signature(item);
    const before = left.get(name);
    left.delete(name);
    let node = before;
    if (node === undefined || signatures.get(node) !== signed) {
      node = render(item);
      node.dataset['key'] = name;
      signatures.set(node, signed);
      if (before !== undefined) {
        const hadFocus = before.contains(document.activeElement);
        if (before === cursor) cursor = node;
        before.replaceWith(node);
        if (hadFocus) node.focus({ preventScroll: true });
      }
    }
    if (node === cursor) cursor = node.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
  for (const node of left.values()) {
    if (node.contains(document.activeElement)) handOver(node);
    node.remove();
  }
}

/** Moves the focus of a removed child to a neighbour, so that the keyboard does not start again at the page's top. */
function handOver(node: HTMLElement): void {
  const heirs = [node.nextElementSibling, node.previousElementSibling, node.closest('[tabindex="0"]')];
  for (const heir of heirs as (HTMLElement | null)[]) {
    heir?.focus({ preventScroll: true });
    if (heir?.contains(document.activeElement) === true) return;
  }
}
