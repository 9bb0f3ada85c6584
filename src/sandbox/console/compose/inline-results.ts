import { showPerson } from '../client/open.ts';
import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { act, answerTo } from '../server.ts';
import { store } from '../store.ts';
import { addResultKeys } from './inline-keys.ts';

const TYPING_MS = 250;

/** The place of a composer, as the bot learns it. */
export type InlinePlace = {
  userId(): number;
  chatType: 'sender' | 'private' | 'supergroup' | 'channel';
  /** Sends one of the results. Answers whether the act was done. */
  choose(queryId: string, resultId: string, replyTo?: number): Promise<boolean>;
};

type InlineField = InlinePlace & {
  /** Goes back to the field. */
  leave(): void;
};

type InlineResult = {
  id: string | number;
  type: string;
  title?: string;
  description?: string;
  caption?: string;
  input_message_content?: { message_text?: string };
};

/** The button above the results. It starts the bot, or opens a page of the bot. */
type ResultsButton = { text: string; start_parameter?: string };

type InlineAnswer = {
  results?: InlineResult[];
  /** The offset of the next page; empty or absent: no further page. */
  next_offset?: string;
  button?: ResultsButton;
};

type Page = { queryId: string; answer: InlineAnswer | null };

/** Inline mode: while the text begins with the bot's name, the bot's results stand above the field. */
export class InlineResults {
  readonly element: HTMLElement;
  readonly #field: InlineField;
  #timer: number | undefined;
  #asked: string | null = null;

  constructor(field: InlineField) {
    this.#field = field;
    this.element = h('div', {
      class: 'inline-results',
      role: 'group',
      hidden: true,
      'data-label': 'inlineResults',
    });
    addResultKeys(this.element, field.leave);
  }

  /** True: the text is a question to the bot, and no message. */
  follow(text: string): boolean {
    const name = `@${store.state?.bot.username ?? ''} `;
    if (!text.toLowerCase().startsWith(name.toLowerCase())) {
      this.hide();
      return false;
    }
    const query = text.slice(name.length);
    if (query === this.#asked) return true;
    this.#asked = query;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(query), TYPING_MS);
    return true;
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#asked = null;
    this.element.hidden = true;
  }

  /** Moves the focus to the results. False: no result is shown. */
  enter(): boolean {
    const { element } = this;
    const option = element.querySelector<HTMLElement>('[role="option"]') ?? element.querySelector('button');
    if (element.hidden || option === null) return false;
    option.focus();
    return true;
  }

  async #search(query: string): Promise<void> {
    const page = await this.#ask(query, '');
    if (page === null) return;
    const { answer, queryId } = page;
    const options = this.#optionsOf(page);
    const found =
      options.length > 0
        ? h('div', { role: 'listbox', 'aria-label': t('inlineResults') }, ...options)
        : h('p', { role: 'status' }, t(answer === null ? 'inlineNoAnswer' : 'inlineNothing'));
    this.element.replaceChildren();
    if (answer?.button !== undefined) this.element.append(this.#startButton(queryId, answer.button));
    this.element.append(found);
    this.#addMore(query, found, answer);
    this.element.scrollTop = 0;
    this.element.hidden = false;
  }

  /** Null: the question has changed, or the act was refused. */
  async #ask(query: string, offset: string): Promise<Page | null> {
    const { userId, chatType } = this.#field;
    const sent = await act('queryInline', { userId: userId(), query, chatType, offset });
    if (!sent.ok || this.#asked !== query) return null;
    const queryId = String(sent.result);
    const answer = await answerTo<InlineAnswer>(queryId);
    return this.#asked === query ? { queryId, answer } : null;
  }

  #optionsOf({ queryId, answer }: Page): HTMLElement[] {
    return (answer?.results ?? []).map((result) =>
      optionOf(result, async () => {
        if (await this.#field.choose(queryId, String(result.id))) this.hide();
      }),
    );
  }

  /** The button that leads to the private chat with the bot. */
  #startButton(queryId: string, { text, start_parameter: payload }: ResultsButton): HTMLElement {
    const onclick = async (): Promise<void> => {
      const userId = this.#field.userId();
      const pressed = await act('pressResultsButton', { userId, queryId });
      if (pressed.ok && payload === undefined) notice(t('keyElsewhere'));
      else if (pressed.ok) showPerson(userId);
    };
    return h('button', { type: 'button', class: 'inline-start', onclick }, text);
  }

  /** Offers the next page below the results. */
  #addMore(query: string, list: HTMLElement, answer: InlineAnswer | null): void {
    const offset = answer?.next_offset ?? '';
    if (offset === '') return;
    const more: HTMLButtonElement = h(
      'button',
      {
        type: 'button',
        class: 'inline-more',
        onclick: async () => {
          more.disabled = true;
          const page = await this.#ask(query, offset);
          if (page === null) return;
          const hadFocus = more === document.activeElement || document.activeElement === document.body;
          const options = this.#optionsOf(page);
          more.remove();
          list.append(...options);
          this.#addMore(query, list, page.answer);
          if (hadFocus) options[0]?.focus();
        },
      },
      t('inlineMore'),
    );
    this.element.append(more);
  }
}

function optionOf(result: InlineResult, onclick: () => Promise<void>): HTMLElement {
  const about = result.description ?? result.input_message_content?.message_text ?? result.caption ?? '';
  return h(
    'button',
    { type: 'button', role: 'option', 'aria-selected': 'false', onclick },
    h('b', {}, result.title ?? result.type),
    h('small', {}, about),
  );
}
