import { choose, store, type View } from '../store.ts';
import { h, icon, type Shape } from './element.ts';
import { type TextKey, t } from './language.ts';

const TABS: readonly { view: View; text: TextKey; shape: Shape }[] = [
  { view: 'client', text: 'tabClient', shape: 'person' },
  { view: 'channel', text: 'tabChannel', shape: 'channel' },
  { view: 'agent', text: 'tabAgent', shape: 'bell' },
  { view: 'calls', text: 'tabCalls', shape: 'calls' },
];

/** On a phone, one pane at a time. A dot marks a pane with news. */
export function createTabs(nav: HTMLElement): { news(view: View): void; show(): void } {
  const withNews = new Set<View>();
  const buttons = TABS.map(({ view, text, shape }) => {
    const dot = h('span', { class: 'tab-dot', hidden: true });
    const news = h('span', { class: 'hidden' });
    const button = h(
      'button',
      { type: 'button', onclick: () => choose({ view }) },
      h('span', { class: 'tab-icon' }, icon(shape), dot),
      h('span', { 'data-text': text }),
      news,
    );
    return { view, button, dot, news };
  });
  nav.append(...buttons.map(({ button }) => button));
  return {
    news: (view) => void withNews.add(view),
    show() {
      const { view: shown } = store.choice;
      document.body.dataset['view'] = shown;
      withNews.delete(shown);
      for (const { view, button, dot, news } of buttons) {
        if (view === shown) button.setAttribute('aria-current', 'page');
        else button.removeAttribute('aria-current');
        dot.hidden = !withNews.has(view);
        news.textContent = withNews.has(view) ? t('unseen') : '';
      }
    },
  };
}
