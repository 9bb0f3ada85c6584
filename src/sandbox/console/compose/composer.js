import { snippetOf, senderOf } from '../message/sender.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { notice } from '../page/notice.js';
import { attachmentContent, isTooBig } from './attachment.js';

const EMPTY = { text: '', replyTo: null, editing: null, file: null };
const HIGHEST_PX = 160;

/**
 * Where a person writes. Each chat keeps its own draft. Enter sends, Shift+Enter breaks the line, ↑ in an empty field
 * edits the last own message, Escape takes back a reply, an edit or an attachment.
 * `send(content, { replyTo })` and `edit(messageId, content)` answer whether it was done.
 */
export function createComposer({ send, edit, lastOwn, hintKey }) {
  const drafts = new Map();
  let chat = null;
  let draft = EMPTY;

  const field = h('textarea', { rows: 1, autocomplete: 'off', enterkeyhint: 'send' });
  const picker = h('input', { type: 'file', hidden: true, tabindex: -1, 'aria-hidden': 'true' });
  const attach = h('button', { type: 'button', class: 'round', 'data-tip': 'attach' }, icon('attach'));
  const submit = h('button', { type: 'submit', class: 'round send' });
  const context = h('div', { class: 'context', hidden: true });
  const form = h(
    'form',
    { class: 'composer' },
    context,
    h('div', { class: 'line' }, attach, picker, field, submit),
  );

  function change(changes) {
    draft = { ...draft, ...changes };
    if (chat !== null) drafts.set(chat, draft);
    draw();
  }

  function draw() {
    if (field.value !== draft.text) field.value = draft.text;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, HIGHEST_PX)}px`;
    const isEditing = draft.editing !== null;
    const name = isEditing ? t('save') : t('send');
    submit.setAttribute('aria-label', name);
    submit.title = name;
    submit.replaceChildren(icon(isEditing ? 'check' : 'send'));
    submit.disabled = draft.text.trim() === '' && draft.file === null;
    attach.hidden = isEditing;
    drawContext();
  }

  function drawContext() {
    const { replyTo, editing, file } = draft;
    const rows = [];
    if (editing !== null)
      rows.push(contextRow('edit', t('editing'), snippetOf(editing), { editing: null, text: '' }));
    if (replyTo !== null) {
      const title = t('replyingTo', { name: senderOf(replyTo).name });
      rows.push(contextRow('reply', title, snippetOf(replyTo), { replyTo: null }));
    }
    if (file !== null) rows.push(contextRow('attach', t('attached'), file.name, { file: null }));
    context.replaceChildren(...rows);
    context.hidden = rows.length === 0;
  }

  const contextRow = (shape, title, text, undo) =>
    h(
      'div',
      { class: 'context-row' },
      icon(shape),
      h('div', { class: 'quote' }, h('b', {}, title), h('span', {}, text)),
      h(
        'button',
        {
          type: 'button',
          class: 'round',
          'aria-label': t('cancel'),
          onclick: () => {
            change(undo);
            field.focus();
          },
        },
        icon('close'),
      ),
    );

  function takeFile(file) {
    if (file === undefined) return;
    if (isTooBig(file)) notice(t('tooBig'));
    else change({ file, editing: null });
    field.focus();
  }

  async function submitDraft() {
    const sent = draft;
    const sentTo = chat;
    const text = sent.text.trim();
    if (text === '' && sent.file === null) return;
    change(EMPTY);
    const content = sent.file === null ? text : await attachmentContent(sent.file, text);
    const isDone =
      sent.editing === null
        ? await send(content, sent.replyTo === null ? {} : { replyTo: sent.replyTo.message_id })
        : await edit(sent.editing.message_id, content);
    if (isDone) return;
    // Nothing that was written is lost, unless something newer stands there.
    if (chat === sentTo && draft === drafts.get(chat) && draft.text === '') change(sent);
    else if (chat !== sentTo) drafts.set(sentTo, sent);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitDraft();
    field.focus();
  });
  field.addEventListener('input', () => change({ text: field.value }));
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submitDraft();
    } else if (event.key === 'Escape') {
      const { editing, replyTo, file } = draft;
      if (editing !== null) change({ editing: null, text: '' });
      else if (replyTo !== null || file !== null) change({ replyTo: null, file: null });
    } else if (event.key === 'ArrowUp' && field.value === '' && draft.editing === null) {
      const message = lastOwn();
      if (message === undefined) return;
      event.preventDefault();
      startEdit(message);
    }
  });
  field.addEventListener('paste', (event) => {
    const [file] = event.clipboardData.files;
    if (file === undefined) return;
    event.preventDefault();
    takeFile(file);
  });
  attach.addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => {
    takeFile(picker.files[0]);
    picker.value = '';
  });

  function startEdit(message) {
    change({ editing: message, replyTo: null, file: null, text: message.text ?? message.caption ?? '' });
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  return {
    element: form,
    /** The field's name for screen readers says who writes. */
    show(chatKey, label) {
      field.setAttribute('aria-label', label);
      field.placeholder = t(hintKey);
      picker.setAttribute('aria-label', t('attach'));
      if (chat === chatKey) return;
      chat = chatKey;
      draft = drafts.get(chat) ?? EMPTY;
      draw();
    },
    redraw: () => draw(),
    focus: () => field.focus(),
    reply(message) {
      change({ replyTo: message, editing: null });
      field.focus();
    },
    edit: startEdit,
    /** A prefix goes before what is written; a whole text goes in its place. */
    insert(text, isPrefix = false) {
      const rest = isPrefix ? draft.text.replace(/^#\s*/, '') : '';
      change({ text: text + rest });
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    },
  };
}
