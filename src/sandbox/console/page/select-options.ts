import { h } from './element.ts';

export type Option = { value: string; text: string };

const signatures = new WeakMap<HTMLSelectElement, string>();

/** Fills a list of options. Only a difference rebuilds the options, so that an open list stays open. */
export function selectOptions(select: HTMLSelectElement, options: readonly Option[], value: string): void {
  const signature = JSON.stringify(options);
  if (signatures.get(select) !== signature) {
    signatures.set(select, signature);
    select.replaceChildren(...options.map((option) => h('option', { value: option.value }, option.text)));
  }
  if (select.value !== value) select.value = value;
}
