import { addDropZone } from '../compose/drop-zone.ts';
import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { lookAt } from '../seen.ts';
import { listName, threadKey } from '../boards.ts';
import { nameOf, userOf } from '../people.ts';
import { commentsOf, loaded, openBoard, openPost, speakerOf, store } from '../store.ts';
import { act } from '../server.ts';
import { createGroupMessages } from './group-messages.ts';
import { createHintChips } from './hint-chips.ts';
import { createSpeakerSelect } from './speaker-select.ts';
import { createThreadHead } from './thread-head.ts';

type Thread = { element: HTMLElement; show(): void; redraw(): void };

/** The comments under the chosen post: the whole history of a client. */
export function createThread(): Thread {
  const { list, composer } = createGroupMessages({
    messages: () => commentsOf(store.choice.postId ?? 0),
    async send(contents, args) {
      const place = { ...args, postId: openPost()?.id };
      const done =
        contents.length === 1
          ? await act('comment', { ...place, content: contents[0] })
          : await act('commentAlbum', { ...place, contents });
      return done.ok;
    },
    rootId: () => openPost()?.rootId,
  });
  const chips = createHintChips(composer);
  const speakers = createSpeakerSelect();
  const head = createThreadHead();
  const waiting = h(
    'div',
    { class: 'closed-bar' },
    h('span', { class: 'spinner' }),
    h('span', { 'data-text': 'waitingCopy' }),
  );
  const hidden = h('div', { class: 'closed-bar' }, h('span', { 'data-text': 'commentsHidden' }));
  const writing = h(
    'div',
    { class: 'writing' },
    h('div', { class: 'thread-tools' }, speakers.element, chips.element),
    composer.element,
  );
  const chat = h('div', { class: 'chat' }, list.element, waiting, hidden, writing);
  addDropZone(chat, () => !writing.hidden, composer.takeFiles);
  const none = nothingChosen();
  const element = h(
    'section',
    { class: 'thread', 'aria-labelledby': head.titleId },
    none,
    head.element,
    chat,
  );

  return {
    element,
    show() {
      element.hidden = store.choice.showsGroup;
      if (element.hidden) return;
      const state = loaded();
      const post = openPost();
      none.hidden = post !== undefined;
      head.element.hidden = post === undefined;
      chat.hidden = post === undefined;
      if (post === undefined) return;
      const { channelId } = openBoard();
      const comments = commentsOf(post.id);
      const key = threadKey(channelId, post.id);
      const name = head.show(post);
      speakers.show();
      list.show({
        chat: key,
        label: t('threadOf', { text: name }),
        messages: comments,
        empty: { signature: null, parts: emptyParts },
        listName: listName(state, channelId, `threads/${post.id}`),
      });
      const user = userOf(state, speakerOf(store.choice)?.userId);
      composer.show(key, t('commentWrite', { name: user === undefined ? '' : nameOf(user) }));
      waiting.hidden = post.rootId !== null;
      hidden.hidden = post.rootId === null || post.canComment;
      writing.hidden = !post.canComment || user === undefined;
      if (element.checkVisibility()) lookAt(key, comments);
    },
    redraw() {
      chips.redraw();
      composer.redraw();
    },
  };
}

const nothingChosen = (): HTMLElement =>
  h(
    'div',
    { class: 'empty none' },
    h('span', { class: 'empty-icon' }, icon('comments')),
    h('h3', { 'data-text': 'threadNoneTitle' }),
    h('p', { 'data-text': 'threadNone' }),
  );

const emptyParts = (): HTMLElement[] => [
  h('span', { class: 'empty-icon' }, icon('comments')),
  h('h3', {}, t('threadEmptyTitle')),
  h('p', {}, t('threadEmpty')),
];
