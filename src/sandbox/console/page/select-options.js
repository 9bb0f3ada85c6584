import { h } from './element.js';

/** Options as `{ value, text }`; rebuilt only when they differ, so an open list is not closed. */
export function selectOptions(select, options, value) {
  const signature = JSON.stringify(options);
  if (select.signature !== signature) {
    select.signature = signature;
    select.replaceChildren(...options.map((option) => h('option', { value: option.value }, option.text)));
  }
  if (select.value !== value) select.value = value;
}
