import { h } from '../page/element.ts';
import { t } from '../page/language.ts';
import { act, answerTo } from '../server.ts';
import { store } from '../store.ts';

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

type InlineAnswer = { results?: InlineResult[] };

export type InlineResults = {
  element: HTMLElement;
  /** True: the text is a question to the bot, and no message. */
  follow(text: string): boolean;
  hide(): void;
  /** Moves the focus to the results. False: no result is shown. */
  enter(): boolean;
};

/** Inline mode: while the text begins with the bot's name, the bot's results stand above the field. */
export function createInlineResults({ userId, chatType, choose, leave }: InlineField): InlineResults {
  const list = h('div', {
    class: 'inline-results',
    role: 'listbox',
    hidden: true,
    'data-label': 'inlineResults',
  });
  addResultKeys(list, leave);
  let timer: number | undefined;
  let asked: string | null = null;

  function hide(): void {
    clearTimeout(timer);
    asked = null;
    list.hidden = true;
  }

  async function search(query: string): Promise<void> {
    const sent = await act('queryInline', { userId: userId(), query, chatType });
    if (!sent.ok || asked !== query) return;
    const queryId = String(sent.result);
    const answer = await answerTo<InlineAnswer>(queryId);
    if (asked !== query) return;
    const options = (answer?.results ?? []).map((result) =>
      resultOf(result, () => void take(queryId, result)),
    );
    list.replaceChildren(...(options.length > 0 ? options : [h('p', {}, t('inlineNothing'))]));
    list.hidden = false;
  }

  async function take(queryId: string, { id }: InlineResult): Promise<void> {
    if (await choose(queryId, String(id))) hide();
  }

  return {
    element: list,
    follow(text) {
      const name = `@${store.state?.bot.username ?? ''} `;
      if (!text.toLowerCase().startsWith(name.toLowerCase())) {
        hide();
        return false;
      }
      const query = text.slice(name.length);
      if (query === asked) return true;
      asked = query;
      clearTimeout(timer);
      timer = setTimeout(() => void search(query), TYPING_MS);
      return true;
    },
    hide,
    enter() {
      const first = list.hidden ? null : list.querySelector('button');
      first?.focus();
      return first !== null;
    },
  };
}

function resultOf(result: InlineResult, onclick: () => void): HTMLElement {
  const about = result.description ?? result.input_message_content?.message_text ?? result.caption ?? '';
  return h(
    'button',
    { type: 'button', role: 'option', 'aria-selected': 'false', onclick },
    h('b', {}, result.title ?? result.type),
    h('small', {}, about),
  );
}

/** Arrow keys walk along the results; beyond the ends and with Escape the focus goes back to the field. */
function addResultKeys(list: HTMLElement, leave: () => void): void {
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 && event.key !== 'Escape') return;
    const options = [...list.querySelectorAll('button')];
    const next = options[options.indexOf(document.activeElement as HTMLButtonElement) + step];
    if (event.key === 'Escape' || next === undefined) leave();
    else next.focus();
    event.preventDefault();
    event.stopPropagation();
  });
}
