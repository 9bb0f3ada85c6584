import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import type { Option } from '../page/select-options.ts';

/** A field with `options` is a list to choose from; any other field is an input with these rules. */
export type Field<Name extends string> = {
  name: Name;
  label: string;
  options?: readonly Option[];
  required?: boolean;
  maxlength?: number;
  pattern?: string;
  value?: string;
};

type Question<Name extends string> = {
  title: string;
  hint: string;
  submit: string;
  fields?: readonly Field<Name>[];
  /** False: one button only. */
  isQuestion?: boolean;
};

/** A small form in a dialog. Resolves with the fields' values, or null when the person dismisses the dialog. */
export function ask<Name extends string>({
  title,
  hint,
  submit,
  fields = [],
  isQuestion = true,
}: Question<Name>): Promise<Record<Name, string> | null> {
  const inputs = fields.map((field) => ({ name: field.name, label: field.label, input: inputOf(field) }));
  return new Promise((resolve) => {
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'ask-title' }, title),
      h('p', {}, hint),
      ...inputs.map(({ label, input }) => h('label', { class: 'field' }, h('span', {}, label), input)),
      h(
        'div',
        { class: 'dialog-buttons' },
        isQuestion
          ? h('button', { type: 'button', class: 'button quiet', onclick: () => dialog.close() }, t('cancel'))
          : null,
        h('button', { type: 'submit', class: 'button', value: 'done' }, submit),
      ),
    );
    const dialog: HTMLDialogElement = h('dialog', { 'aria-labelledby': 'ask-title' }, form);
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener('close', () => {
      const values = Object.fromEntries(inputs.map(({ name, input }) => [name, input.value.trim()]));
      resolve(dialog.returnValue === 'done' ? (values as Record<Name, string>) : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    inputs[0]?.input.focus();
  });
}

function inputOf<Name extends string>({
  name,
  options,
  required,
  maxlength,
  pattern,
  value,
}: Field<Name>): HTMLInputElement | HTMLSelectElement {
  if (options === undefined) {
    return h('input', { name, autocomplete: 'off', type: 'text', required, maxlength, pattern, value });
  }
  return h('select', { name }, ...options.map((option) => h('option', { value: option.value }, option.text)));
}
