import type { SeenMessage } from '../../control/state.ts';
import { h, icon, type Shape } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { isTooBig } from './attachment.ts';
import { createAttachMenu } from './attach-menu.ts';
import { addComposerKeys } from './composer-keys.ts';
import type { Send } from './content.ts';
import { contextRows } from './draft-context.ts';
import { type Draft, Drafts, EMPTY, isEmpty, isUnsendable } from './drafts.ts';
import { type InlinePlace, InlineResults } from './inline-results.ts';
import { toMarkup } from './markup.ts';
import { recordVoice } from './record-voice.ts';
import { createSender, type Sender } from './send-draft.ts';

type ComposerParts = {
  send: Send;
  /** Answers whether the edit was done. */
  edit(messageId: number, content: unknown): Promise<boolean>;
  /** The last own text, for an edit by ↑. */
  lastOwn(): SeenMessage | undefined;
  hintKey: TextKey;
  inline: InlinePlace;
  /** @default true: the menu offers forwarded words */
  forwards?: boolean;
};

const HIGHEST_PX = 160;

/**
 * The field of a person with its buttons. Each chat keeps its own draft. Enter sends, Shift+Enter breaks the line, ↑ in an
 * empty field edits the last own message, Escape takes back a reply, an edit or a file. With nothing to send, the button
 * records a voice message. A file that is chosen during an edit takes the place of the message's own.
 */
export class Composer {
  readonly element: HTMLElement;
  readonly #parts: ComposerParts;
  readonly #field = h('textarea', { rows: 1, autocomplete: 'off', enterkeyhint: 'send' });
  readonly #context = h('div', { class: 'context', hidden: true });
  readonly #submit = h('button', { type: 'button', class: 'round send', onclick: () => this.#press() });
  readonly #picker = createPicker((files) => this.takeFiles(files));
  readonly #drafts = new Drafts(() => this.redraw());
  readonly #sender: Sender;
  readonly #results: InlineResults;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    this.#sender = createSender(this.#drafts, parts, this.focus);
    this.#results = new InlineResults({
      ...parts.inline,
      leave: this.focus,
      choose: (queryId, resultId) => this.#chooseResult(queryId, resultId),
    });
    const attach = createAttachMenu({
      isEditing: () => this.#drafts.current.editing !== null,
      forwards: parts.forwards ?? true,
      pickFiles: (asDocuments) => {
        this.#drafts.change({ asDocuments });
        this.#picker.click();
      },
      sender: this.#sender,
    });
    addComposerKeys(this.#field, {
      drafts: this.#drafts,
      submit: () => this.#trySubmit(),
      enterResults: () => this.#results.enter(),
      editLast: () => this.#editLast(),
      takeFiles: this.takeFiles,
    });
    const line = h('div', { class: 'line' }, attach, this.#picker, this.#field, this.#submit);
    this.element = h('div', { class: 'composer' }, this.#results.element, this.#context, line);
  }

  readonly focus = (): void => this.#field.focus();

  readonly takeFiles = (files: readonly File[]): void => {
    const fit = files.filter((file) => !isTooBig(file));
    if (fit.length < files.length) notice(t('tooBig'));
    const { editing, files: before } = this.#drafts.current;
    const taken = editing === null ? [...before, ...fit] : fit.slice(0, 1);
    if (fit.length > 0) this.#drafts.change({ files: taken });
    this.focus();
  };

  readonly reply = (message: SeenMessage, quote: string | null = null): void => {
    this.#drafts.change({ replyTo: message, quote, editing: null });
    this.focus();
  };

  readonly edit = (message: SeenMessage): void => {
    const entities = message.entities ?? message.caption_entities;
    const text = toMarkup(message.text ?? message.caption ?? '', entities);
    this.#write({ ...EMPTY, editing: message, text });
  };

  /** Opens the draft of a chat. `label` names the writer for screen readers. */
  show(chat: string, label: string): void {
    this.#field.setAttribute('aria-label', label);
    this.#field.placeholder = t(this.#parts.hintKey);
    this.#picker.setAttribute('aria-label', t('attach'));
    if (this.#drafts.chat !== chat) this.#results.hide();
    this.#drafts.open(chat);
  }

  /** Puts a prefix before the words, or a whole text in their place. */
  insert(text: string, isPrefix = false): void {
    const rest = isPrefix ? this.#drafts.current.text.replace(/^#\s*/, '') : '';
    this.#write({ text: text + rest });
  }

  redraw(): void {
    const draft = this.#drafts.current;
    const field = this.#field;
    if (field.value !== draft.text) field.value = draft.text;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, HIGHEST_PX)}px`;
    const isQuestion = draft.editing === null && this.#results.follow(draft.text);
    this.#drawSubmit(draft, isQuestion);
    const rows = contextRows(draft, (undo) => {
      this.#drafts.change(undo);
      this.focus();
    });
    this.#context.replaceChildren(...rows);
    this.#context.hidden = rows.length === 0;
  }

  #drawSubmit(draft: Draft, isQuestion: boolean): void {
    const [key, shape] = submitLook(draft);
    const submit = this.#submit;
    submit.setAttribute('aria-label', t(key));
    submit.title = t(key);
    submit.replaceChildren(icon(shape));
    submit.classList.toggle('idle', shape === 'mic');
    submit.disabled = isQuestion || (draft.editing !== null && isUnsendable(draft));
  }

  #press(): void {
    const draft = this.#drafts.current;
    if (draft.editing === null && isEmpty(draft)) void this.#sender.askAndSend(recordVoice);
    else {
      this.#trySubmit();
      this.focus();
    }
  }

  #trySubmit(): void {
    if (!this.#submit.disabled && !isUnsendable(this.#drafts.current)) void this.#sender.submit();
  }

  #editLast(): boolean {
    const message = this.#parts.lastOwn();
    if (message !== undefined) this.edit(message);
    return message !== undefined;
  }

  async #chooseResult(queryId: string, resultId: string): Promise<boolean> {
    const { replyTo } = this.#drafts.current;
    const isDone = await this.#parts.inline.choose(queryId, resultId, replyTo?.message_id);
    if (isDone) this.#drafts.change(EMPTY);
    this.focus();
    return isDone;
  }

  /** Changes the draft and puts the caret behind the last word. */
  #write(changes: Partial<Draft> & { text: string }): void {
    this.#drafts.change(changes);
    this.focus();
    this.#field.setSelectionRange(changes.text.length, changes.text.length);
  }
}

function submitLook(draft: Draft): [TextKey, Shape] {
  if (draft.editing !== null) return ['save', 'check'];
  return isEmpty(draft) ? ['voice', 'mic'] : ['send', 'send'];
}

function createPicker(take: (files: File[]) => void): HTMLInputElement {
  const picker: HTMLInputElement = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    tabindex: -1,
    'aria-hidden': 'true',
    onchange() {
      take([...(picker.files ?? [])]);
      picker.value = '';
    },
  });
  return picker;
}
