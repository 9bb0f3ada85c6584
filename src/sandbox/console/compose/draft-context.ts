import { senderOf, snippetOf } from '../message/sender.ts';
import { h, icon, type Shape } from '../page/element.ts';
import { t } from '../page/language.ts';
import type { Draft } from './drafts.ts';

type Undo = Partial<Draft>;

export const NO_EDIT: Undo = { editing: null, text: '', files: [] };
export const NO_REPLY: Undo = { replyTo: null, quote: null };

/** The edit, the reply and the files of a draft, each with a button that takes it back. */
export function contextRows(draft: Draft, takeBack: (undo: Undo) => void): HTMLElement[] {
  const { replyTo, quote, editing, files } = draft;
  const rows: HTMLElement[] = [];
  const add = (shape: Shape, title: string, text: string, undo: Undo): void =>
    void rows.push(contextRow(shape, title, text, () => takeBack(undo)));
  if (editing !== null) add('edit', t('editing'), snippetOf(editing), NO_EDIT);
  if (replyTo !== null) {
    const title = t(quote === null ? 'replyingTo' : 'quoting', { name: senderOf(replyTo).name });
    add('reply', title, quote ?? snippetOf(replyTo), NO_REPLY);
  }
  if (files.length > 0) {
    const title = files.length === 1 ? t('attached') : t('attachmentsMany', { number: files.length });
    add('attach', title, files.map(({ name }) => name).join(', '), { files: [] });
  }
  return rows;
}

const contextRow = (shape: Shape, title: string, text: string, onclick: () => void): HTMLElement =>
  h(
    'div',
    { class: 'context-row' },
    icon(shape),
    h('div', { class: 'quote' }, h('b', {}, title), h('span', {}, text)),
    h('button', { type: 'button', class: 'round', 'aria-label': t('cancel'), onclick }, icon('close')),
  );
