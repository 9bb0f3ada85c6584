import { h } from '../page/element.js';
import { t } from '../page/language.js';
import { act, answerTo } from '../server.js';
import { store } from '../store.js';

const TYPING_MS = 250;

/**
 * Inline mode: while the text begins with the bot's name, its answers are listed above the field.
 * `chatType`: where that is, as the bot is told it. `choose(queryId, resultId)` sends one of them and answers whether
 * that was done; `leave()` goes back to the field.
 */
export function createInlineResults({ userId, chatType, choose, leave }) {
  const list = h('div', {
    class: 'inline-results',
    role: 'listbox',
    hidden: true,
    'data-label': 'inlineResults',
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = [...list.querySelectorAll('button')];
    const next = options[options.indexOf(document.activeElement) + (step ?? 0)];
    if (event.key === 'Escape' || (step !== undefined && next === undefined)) leave();
    else if (step === undefined) return;
    else next.focus();
    event.preventDefault();
    event.stopPropagation();
  });
  let timer = null;
  let asked = null;

  function hide() {
    clearTimeout(timer);
    asked = null;
    list.hidden = true;
  }

  async function search(query) {
    const sent = await act('queryInline', { userId: userId(), query, chatType });
    if (!sent.ok || asked !== query) return;
    const answer = await answerTo(sent.result);
    if (asked !== query) return;
    const results = answer?.results ?? [];
    const options = results.map((result) =>
      h(
        'button',
        {
          type: 'button',
          role: 'option',
          'aria-selected': 'false',
          onclick: async () => {
            if (await choose(sent.result, String(result.id))) hide();
          },
        },
        h('b', {}, result.title ?? result.type),
        h(
          'small',
          {},
          result.description ?? result.input_message_content?.message_text ?? result.caption ?? '',
        ),
      ),
    );
    list.replaceChildren(...(options.length > 0 ? options : [h('p', {}, t('inlineNothing'))]));
    list.hidden = false;
  }

  return {
    element: list,
    /** True: the text is a question to the bot, and no message. */
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
    /** False: there is nothing to choose from. */
    enter() {
      const first = list.hidden ? null : list.querySelector('button');
      first?.focus();
      return first !== null;
    },
  };
}
