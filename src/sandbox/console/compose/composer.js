import { senderOf, snippetOf } from '../message/sender.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { createMenu } from '../page/menu.js';
import { notice } from '../page/notice.js';
import { attachmentContents, isTooBig } from './attachment.js';
import { createInlineResults } from './inline-results.js';
import { markOfKey, parseMarkup, toMarkup } from './markup.js';
import { recordVoice } from './record-voice.js';
import { askContact, askForwarded, askLocation, askPoll } from './special-contents.js';
import { chooseSticker } from './sticker.js';

const EMPTY = { text: '', replyTo: null, quote: null, editing: null, files: [], asDocuments: false };
const HIGHEST_PX = 160;

/**
 * Where a person writes. Each chat keeps its own draft. Enter sends, Shift+Enter breaks the line, ↑ in an empty field
 * edits the last own message, Escape takes back a reply, an edit or an attachment. While there is
 * nothing to send, the button records a voice message. A file that is chosen during an edit takes the place of the
 * message's own, and of a message with a file all words may be taken away.
 * `send(contents, { replyTo, quote })`: several contents are an album. It and `edit(messageId, content)` answer whether
 * it was done. `inline`: as for the list of inline results; `forwards`: what somebody else wrote may be sent.
 */
export function createComposer({ send, edit, lastOwn, hintKey, inline, forwards = true }) {
  const drafts = new Map();
  let chat = null;
  let draft = EMPTY;

  const field = h('textarea', { rows: 1, autocomplete: 'off', enterkeyhint: 'send' });
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    tabindex: -1,
    'aria-hidden': 'true',
  });
  const filesOffered = () => [
    { icon: 'photo', text: t('attachMedia'), run: () => pickFiles(false) },
    { icon: 'file', text: t('attachFile'), run: () => pickFiles(true) },
  ];
  const othersOffered = () => [
    { icon: 'mic', text: t('voice'), run: () => void askAndSend(recordVoice) },
    { icon: 'smile', text: t('sticker'), run: () => void askAndSend(chooseSticker) },
    { icon: 'person', text: t('contact'), run: () => void askAndSend(askContact) },
    { icon: 'map', text: t('location'), run: () => void askAndSend(askLocation) },
    { icon: 'poll', text: t('poll'), run: () => void askAndSend(askPoll) },
    ...(forwards ? [{ icon: 'forward', text: t('forwarded'), run: () => void sendForwarded() }] : []),
  ];
  const attach = createMenu(
    () => (draft.editing === null ? [...filesOffered(), ...othersOffered()] : filesOffered()),
    { shape: 'attach', tip: 'attach', side: 'up' },
  );
  const submit = h('button', {
    type: 'button',
    class: 'round send',
    onclick() {
      if (draft.editing === null && isEmpty()) void askAndSend(recordVoice);
      else {
        void submitDraft();
        field.focus();
      }
    },
  });
  const context = h('div', { class: 'context', hidden: true });
  const results = createInlineResults({
    userId: inline.userId,
    chatType: inline.chatType,
    leave: () => field.focus(),
    async choose(queryId, resultId) {
      const isDone = await inline.choose(queryId, resultId, draft.replyTo?.message_id);
      if (isDone) change(EMPTY);
      field.focus();
      return isDone;
    },
  });
  const element = h(
    'div',
    { class: 'composer' },
    results.element,
    context,
    h('div', { class: 'line' }, attach, picker, field, submit),
  );

  const isEmpty = () => draft.text.trim() === '' && draft.files.length === 0;
  /** A message with a file goes on without words; a text does not. */
  const isUnsendable = () => isEmpty() && (draft.editing === null || draft.editing.text !== undefined);

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
    const isQuestion = !isEditing && results.follow(draft.text);
    const [key, shape] = isEditing ? ['save', 'check'] : isEmpty() ? ['voice', 'mic'] : ['send', 'send'];
    submit.setAttribute('aria-label', t(key));
    submit.title = t(key);
    submit.replaceChildren(icon(shape));
    submit.classList.toggle('idle', shape === 'mic');
    submit.disabled = isQuestion || (isEditing && isUnsendable());
    drawContext();
  }

  function drawContext() {
    const { replyTo, quote, editing, files } = draft;
    const rows = [];
    if (editing !== null)
      rows.push(contextRow('edit', t('editing'), snippetOf(editing), { editing: null, text: '', files: [] }));
    if (replyTo !== null) {
      const title = t(quote === null ? 'replyingTo' : 'quoting', { name: senderOf(replyTo).name });
      rows.push(contextRow('reply', title, quote ?? snippetOf(replyTo), { replyTo: null, quote: null }));
    }
    if (files.length > 0) {
      const title = files.length === 1 ? t('attached') : t('attachmentsMany', { number: files.length });
      rows.push(contextRow('attach', title, files.map(({ name }) => name).join(', '), { files: [] }));
    }
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

  function pickFiles(asDocuments) {
    change({ asDocuments });
    picker.click();
  }

  function takeFiles(files) {
    const fit = files.filter((file) => !isTooBig(file));
    if (fit.length < files.length) notice(t('tooBig'));
    if (fit.length > 0)
      change({ files: draft.editing === null ? [...draft.files, ...fit] : fit.slice(0, 1) });
    field.focus();
  }

  const replyOptions = ({ replyTo, quote }) => ({
    ...(replyTo === null ? {} : { replyTo: replyTo.message_id }),
    ...(quote === null ? {} : { quote }),
  });

  async function sendAlone(content) {
    const options = replyOptions(draft);
    change({ replyTo: null, quote: null });
    await send([content], options);
    field.focus();
  }

  async function askAndSend(ask) {
    const content = await ask();
    if (content !== null) await sendAlone(content);
  }

  async function sendForwarded() {
    const forwarded = await askForwarded();
    if (forwarded !== null) await send([forwarded.content], forwarded.options);
    field.focus();
  }

  async function sendMessages(sent, { text, entities }) {
    const formatted = entities.length === 0 ? {} : { entities };
    const caption = text === '' ? {} : { caption: text, captionEntities: entities };
    const messages =
      sent.files.length === 0
        ? [[{ text, ...formatted }]]
        : await attachmentContents(sent.files, caption, sent.asDocuments);
    if (sent.editing !== null) return edit(sent.editing.message_id, messages[0][0]);
    const options = replyOptions(sent);
    let isDone = true;
    for (const contents of messages) {
      isDone = isDone && (await send(contents, options));
    }
    return isDone;
  }

  async function submitDraft() {
    const sent = draft;
    const sentTo = chat;
    const written = parseMarkup(sent.text.trim());
    if (submit.disabled || isUnsendable()) return;
    change(EMPTY);
    if (await sendMessages(sent, written)) return;
    // Nothing that was written is lost, unless something newer stands there.
    if (chat === sentTo && draft === drafts.get(chat) && draft.text === '') change(sent);
    else if (chat !== sentTo) drafts.set(sentTo, sent);
  }

  /** Around what is selected; a second time takes it away again. */
  function mark(sign) {
    const { selectionStart: start, selectionEnd: end, value } = field;
    const chosen = value.slice(start, end);
    const isMarked = chosen.startsWith(sign) && chosen.endsWith(sign) && chosen.length > sign.length * 2;
    const marked = isMarked ? chosen.slice(sign.length, -sign.length) : sign + chosen + sign;
    change({ text: value.slice(0, start) + marked + value.slice(end) });
    const caret = chosen === '' ? start + sign.length : start + marked.length;
    field.setSelectionRange(chosen === '' ? caret : start, caret);
  }

  field.addEventListener('input', () => change({ text: field.value }));
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const sign = markOfKey(event);
    if (sign !== null) {
      event.preventDefault();
      mark(sign);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submitDraft();
    } else if (event.key === 'Escape') {
      const { editing, replyTo, files } = draft;
      if (editing !== null) change({ editing: null, text: '', files: [] });
      else if (replyTo !== null || files.length > 0) change({ replyTo: null, quote: null, files: [] });
      else return;
      event.preventDefault();
    } else if (event.key === 'ArrowDown' && results.enter()) {
      event.preventDefault();
    } else if (event.key === 'ArrowUp' && field.value === '' && draft.editing === null) {
      const message = lastOwn();
      if (message === undefined) return;
      event.preventDefault();
      startEdit(message);
    }
  });
  field.addEventListener('paste', (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    takeFiles(files);
  });
  picker.addEventListener('change', () => {
    takeFiles([...picker.files]);
    picker.value = '';
  });

  function startEdit(message) {
    const text = toMarkup(
      message.text ?? message.caption ?? '',
      message.entities ?? message.caption_entities,
    );
    change({ ...EMPTY, editing: message, text });
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  return {
    element,
    takeFiles,
    /** The field's name for screen readers says who writes. */
    show(chatKey, label) {
      field.setAttribute('aria-label', label);
      field.placeholder = t(hintKey);
      picker.setAttribute('aria-label', t('attach'));
      if (chat === chatKey) return;
      chat = chatKey;
      results.hide();
      draft = drafts.get(chat) ?? EMPTY;
      draw();
    },
    redraw: () => draw(),
    focus: () => field.focus(),
    reply(message, quote = null) {
      change({ replyTo: message, quote, editing: null });
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
