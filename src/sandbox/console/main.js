import { createChannelPane } from './channel/channel-pane.js';
import { createClientPane } from './client/client-pane.js';
import { createLabPane } from './lab/lab-pane.js';
import { createAnnouncer } from './page/announce.js';
import { h, icon } from './page/element.js';
import { applyTexts, currentLanguage, locale, switchLanguage, t } from './page/language.js';
import { createTabs } from './page/tabs.js';
import { listen } from './server.js';
import { createAdminPane } from './side/admin-pane.js';
import { createTour } from './tour/tour.js';
import { addCall, refresh, store, subscribe, take } from './store.js';

const byId = (id) => document.getElementById(id);

const lab = createLabPane(byId('calls'));
const panes = [
  createClientPane(byId('client')),
  createChannelPane(byId('channel')),
  createAdminPane(byId('admin')),
  lab,
];
const tabs = createTabs(byId('tabs'));
const announce = createAnnouncer(byId('live'), (view) => tabs.news(view));

function show() {
  for (const pane of panes) pane.show();
  announce();
  tabs.show();
}

let isConnected = null;

function showTexts() {
  document.documentElement.lang = locale();
  applyTexts();
  byId('language').textContent = currentLanguage() === 'pt' ? 'English' : 'Português';
  byId('tour').title = t('tourStart');
  byId('language').lang = currentLanguage() === 'pt' ? 'en' : 'pt-BR';
  for (const pane of panes) pane.redraw?.();
  showConnection();
}

function showConnection() {
  if (isConnected === null) return;
  document.body.dataset.connected = String(isConnected);
  byId('connection').textContent = isConnected ? t('connected') : t('reconnecting');
}

byId('language').addEventListener('click', () => {
  switchLanguage();
  showTexts();
  if (store.state !== null) show();
});

/** Beside the other panes where there is room; over them where there is not. */
function createSideToggle(button) {
  const isRoomy = matchMedia('(min-width: 1360px)');
  const set = (isOpen) => {
    document.body.dataset.side = isOpen ? 'open' : 'closed';
    button.setAttribute('aria-expanded', String(isOpen));
  };
  set(isRoomy.matches);
  isRoomy.addEventListener('change', () => set(isRoomy.matches));
  button.addEventListener('click', () => set(document.body.dataset.side !== 'open'));
  // What a notice leads to must not lie under the notices.
  let { postId } = store.choice;
  subscribe(({ choice }) => {
    if (choice.postId !== postId && !isRoomy.matches) set(false);
    postId = choice.postId;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !isRoomy.matches) set(false);
  });
  return () => isRoomy.matches && set(true);
}

const openSide = createSideToggle(byId('toggle-side'));
byId('tour').append(icon('tour'), h('span', { 'data-text': 'tour' }));
createTour(byId('tour'), { openSide, openLab: lab.choose });
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
document.body.dataset.ready = 'true';
