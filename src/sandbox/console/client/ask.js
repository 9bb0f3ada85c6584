import { h } from '../page/element.js';
import { t } from '../page/language.js';

/**
 * A small form in a dialog; resolves with the fields' values, or null when it is dismissed. A field with `options`
 * (`{ value, text }[]`) is chosen from them; of any other the rest is what an input takes. What is no question has one button only.
 */
export function ask({ title, hint, submit, fields = [], isQuestion = true }) {
  const inputs = fields.map(({ name, label, options, ...rules }) => {
    const input =
      options === undefined
        ? h('input', { name, autocomplete: 'off', type: 'text', ...rules })
        : h('select', { name }, ...options.map(({ value, text }) => h('option', { value }, text)));
    return { name, input, row: h('label', { class: 'field' }, h('span', {}, label), input) };
  });
  return new Promise((resolve) => {
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'ask-title' }, title),
      h('p', {}, hint),
      ...inputs.map(({ row }) => row),
      h(
        'div',
        { class: 'dialog-buttons' },
        isQuestion
          ? h('button', { type: 'button', class: 'button quiet', onclick: () => dialog.close() }, t('cancel'))
          : null,
        h('button', { type: 'submit', class: 'button', value: 'done' }, submit),
      ),
    );
    const dialog = h('dialog', { 'aria-labelledby': 'ask-title' }, form);
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener('close', () => {
      const values = Object.fromEntries(inputs.map(({ name, input }) => [name, input.value.trim()]));
      resolve(dialog.returnValue === 'done' ? values : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    inputs[0]?.input.focus();
  });
}
