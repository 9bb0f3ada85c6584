import { listName, looseIn } from '../boards.ts';
import { addDropZone } from '../compose/drop-zone.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { nameOf, userOf } from '../people.ts';
import { act } from '../server.ts';
import { choose, loaded, openBoard, speakerOf, store } from '../store.ts';
import { createGroupMessages } from './group-messages.ts';
import { createSpeakerSelect } from './speaker-select.ts';

type GroupChat = { element: HTMLElement; show(): void; redraw(): void };

/** The group outside of the threads: copies of posts, loose messages, people who join and leave. */
export function createGroupChat(): GroupChat {
  const { list, composer } = createGroupMessages({
    messages: () => looseIn(loaded(), openBoard().channelId),
    async send(contents, args) {
      let isDone = true;
      for (const content of contents) isDone &&= (await act('sayInGroup', { ...args, content })).ok;
      return isDone;
    },
    rootId: () => undefined,
  });
  const speakers = createSpeakerSelect();
  const title = h('h3', { id: 'group-title' });
  const back = h(
    'button',
    {
      type: 'button',
      class: 'round thread-back',
      'data-tip': 'back',
      onclick: () => choose({ showsGroup: false }),
    },
    icon('back'),
  );
  const head = h(
    'header',
    { class: 'pane-head thread-head' },
    back,
    h('div', { class: 'pane-name' }, title, h('small', { 'data-text': 'groupAbout' })),
  );
  const writing = h(
    'div',
    { class: 'writing' },
    h('div', { class: 'thread-tools' }, speakers.element),
    composer.element,
  );
  const chat = h('div', { class: 'chat' }, list.element, writing);
  addDropZone(chat, () => !writing.hidden, composer.takeFiles);
  const element = h('section', { class: 'thread', 'aria-labelledby': title.id, hidden: true }, head, chat);

  return {
    element,
    show() {
      element.hidden = !store.choice.showsGroup;
      if (element.hidden) return;
      const state = loaded();
      const { channelId, group } = openBoard();
      const user = userOf(state, speakerOf(store.choice)?.userId);
      title.textContent = group.title ?? '';
      speakers.show();
      list.show({
        chat: `g:${channelId}`,
        label: t('groupOf', { title: title.textContent }),
        messages: looseIn(state, channelId),
        empty: { signature: null, parts: emptyParts },
        listName: listName(state, channelId, 'loose'),
      });
      composer.show(`g:${channelId}`, t('groupWrite', { name: user === undefined ? '' : nameOf(user) }));
      writing.hidden = user === undefined;
    },
    redraw: () => composer.redraw(),
  };
}

const emptyParts = (): HTMLElement[] => [
  h('span', { class: 'empty-icon' }, icon('comments')),
  h('h3', {}, t('groupEmptyTitle')),
  h('p', {}, t('groupEmpty')),
];
