import { createChannelPane } from './channel/channel-pane.ts';
import { createClientPane } from './client/client-pane.ts';
import { createLabPane } from './lab/lab-pane.ts';
import { createAnnouncer } from './page/announce.ts';
import { byId, h, icon } from './page/element.ts';
import { applyTexts, currentLanguage, locale, switchLanguage, t } from './page/language.ts';
import type { Pane } from './page/pane.ts';
import { createSideToggle } from './page/side-toggle.ts';
import { createTabs } from './page/tabs.ts';
import { listen } from './server.ts';
import { createAgentPane } from './side/agent-pane.ts';
import { addCall, refresh, store, subscribe, take } from './store.ts';
import { createTour } from './tour/tour.ts';

const lab = createLabPane(byId('calls'));
const panes: Pane[] = [
  createClientPane(byId('client')),
  createChannelPane(byId('channel')),
  createAgentPane(byId('agent')),
  lab,
];
const tabs = createTabs(byId('tabs'));
const announce = createAnnouncer(byId('live'), (view) => tabs.news(view));
const language = byId('language');
const tour = byId('tour');
let isConnected: boolean | null = null;

function show(): void {
  for (const pane of panes) pane.show();
  announce();
  tabs.show();
}

function showTexts(): void {
  document.documentElement.lang = locale();
  applyTexts();
  language.textContent = currentLanguage() === 'pt' ? 'English' : 'Português';
  language.lang = currentLanguage() === 'pt' ? 'en' : 'pt-BR';
  tour.title = t('tourStart');
  for (const pane of panes) pane.redraw?.();
  showConnection();
}

function showConnection(): void {
  if (isConnected === null) return;
  document.body.dataset['connected'] = String(isConnected);
  byId('connection').textContent = isConnected ? t('connected') : t('reconnecting');
}

language.addEventListener('click', () => {
  switchLanguage();
  showTexts();
  if (store.state !== null) show();
});

const openSide = createSideToggle(byId('toggle-side'));
tour.append(icon('tour'), h('span', { 'data-text': 'tour' }));
createTour(tour, { openSide, openLab: lab.choose });
showTexts();
subscribe(show);
listen({
  onChange: take,
  onCall(call) {
    addCall(call);
    if (store.state !== null) lab.show();
  },
  onConnected(connected) {
    isConnected = connected;
    showConnection();
    if (connected) void refresh();
  },
});
await refresh();
document.body.dataset['ready'] = 'true';
