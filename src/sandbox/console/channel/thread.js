import { openPost, showPerson } from '../client/private-chat.js';
import { createComposer } from '../compose/composer.js';
import { addDropZone } from '../compose/drop-zone.js';
import { messageActions } from '../message/message-actions.js';
import { createMessageList } from '../message/message-list.js';
import { pressButton } from '../message/press.js';
import { snippetOf } from '../message/sender.js';
import { h, icon } from '../page/element.js';
import { count, t } from '../page/language.js';
import { lookAt } from '../seen.js';
import { act } from '../server.js';
import { choose, clientsOf, nameOf, postOf, speakerOf, store, userOf } from '../store.js';
import { createHintChips } from './hint-chips.js';
import { levelOf } from './level.js';
import { createSpeakerSelect } from './speaker-select.js';

/** The comments under the chosen post: the whole history of a client. */
export function createThread() {
  let comments = [];
  const post = () => postOf(store.state, store.choice.postId);
  const speaker = () => speakerOf(store.choice);
  const isOwn = (message) =>
    speaker()?.as === 'self' && message.sender_chat === undefined && message.from?.id === speaker().userId;
  const clientId = () => post()?.entities.find((entity) => entity.type === 'text_mention')?.user.id;

  const list = createMessageList({
    look(message) {
      const target = message.reply_to_message;
      const isImplicit = target?.is_automatic_forward === true && message.quote === undefined;
      return {
        isOwn: isOwn(message),
        isNote:
          message.from?.id !== store.state.bot.id && /^\s*#/.test(message.text ?? message.caption ?? ''),
        showsAuthor: true,
        replyTo: isImplicit ? undefined : target,
        voterId: speaker()?.userId,
      };
    },
    actions(message) {
      const { reply, edit } = composer;
      return messageActions(message, { userId: speaker()?.userId, isOwn: isOwn(message), reply, edit });
    },
    follow: { link: openPost, person: showPerson, command: (command) => composer.insert(command) },
    press: (message, callbackData) => void pressButton(speaker()?.userId, message, callbackData),
    onEscape: () => composer.focus(),
  });

  const composer = createComposer({
    hintKey: 'commentHere',
    async send(contents, options) {
      list.followNext();
      const args = { ...speaker(), postId: post().id, ...options };
      const done =
        contents.length === 1
          ? await act('comment', { ...args, content: contents[0] })
          : await act('commentAlbum', { ...args, contents });
      return done.ok;
    },
    inline: {
      userId: () => speaker().userId,
      chatType: 'supergroup',
      async choose(queryId, resultId, replyTo) {
        list.followNext();
        const target = { chatId: store.state.groupId, replyTo: replyTo ?? post().rootId };
        return (await act('chooseInline', { userId: speaker().userId, queryId, resultId, ...target })).ok;
      },
    },
    edit: async (messageId, content) =>
      (await act('editComment', { userId: speaker().userId, messageId, content })).ok,
    lastOwn: () => comments.findLast((message) => isOwn(message) && message.text !== undefined),
  });
  const chips = createHintChips(composer);
  const speakers = createSpeakerSelect();

  const title = h('h3', { id: 'thread-title' });
  const about = h('small', {});
  const swatch = h('span', { class: 'swatch', 'aria-hidden': 'true' });
  const toClient = h(
    'button',
    { type: 'button', class: 'round', 'data-tip': 'seeClient', onclick: () => showPerson(clientId()) },
    icon('person'),
  );
  const head = h(
    'header',
    { class: 'pane-head thread-head' },
    h(
      'button',
      {
        type: 'button',
        class: 'round thread-back',
        'data-tip': 'back',
        onclick: () => choose({ postId: null }),
      },
      icon('back'),
    ),
    swatch,
    h('div', { class: 'pane-name' }, title, about),
    toClient,
  );
  const waiting = h(
    'div',
    { class: 'closed-bar' },
    h('span', { class: 'spinner' }),
    h('span', { 'data-text': 'waitingCopy' }),
  );
  const writing = h(
    'div',
    { class: 'writing' },
    h('div', { class: 'thread-tools' }, speakers.element, chips.element),
    composer.element,
  );
  const chat = h('div', { class: 'chat' }, list.element, waiting, writing);
  addDropZone(chat, () => !writing.hidden, composer.takeFiles);
  const none = h(
    'div',
    { class: 'empty none' },
    h('span', { class: 'empty-icon' }, icon('comments')),
    h('h3', { 'data-text': 'threadNoneTitle' }),
    h('p', { 'data-text': 'threadNone' }),
  );
  const element = h('section', { class: 'thread', 'aria-labelledby': 'thread-title' }, none, head, chat);

  function showHead(shown) {
    const level = levelOf(shown.text);
    const client = userOf(store.state, clientId());
    title.textContent = client === undefined ? snippetOf(shown.message) : nameOf(client);
    swatch.className = level === null ? 'swatch' : `swatch level-${level}`;
    const facts = [
      client === undefined ? null : String(client.id),
      level === null ? null : t(`level${level}`),
      shown.pinned ? t('isPinned') : null,
      shown.commentCount > 0 ? count('comments', shown.commentCount) : null,
    ];
    about.textContent = facts.filter(Boolean).join(' · ');
    toClient.hidden = !clientsOf(store.state).some((user) => user.id === client?.id);
  }

  return {
    element,
    show() {
      const shown = post();
      const isNone = shown === undefined;
      none.hidden = !isNone;
      head.hidden = isNone;
      chat.hidden = isNone;
      if (isNone) return;
      comments = store.state.threads[shown.id] ?? [];
      showHead(shown);
      speakers.show();
      const label = t('threadOf', { text: title.textContent });
      list.show(
        `t:${shown.id}`,
        label,
        comments,
        {
          signature: null,
          parts: () => [
            h('span', { class: 'empty-icon' }, icon('comments')),
            h('h3', {}, t('threadEmptyTitle')),
            h('p', {}, t('threadEmpty')),
          ],
        },
        `threads/${shown.id}`,
      );
      const user = userOf(store.state, speaker()?.userId);
      composer.show(`t:${shown.id}`, t('commentWrite', { name: user === undefined ? '' : nameOf(user) }));
      const isOpen = shown.rootId !== null && user !== undefined;
      waiting.hidden = shown.rootId !== null;
      writing.hidden = !isOpen;
      if (element.checkVisibility()) lookAt(`t:${shown.id}`, comments);
    },
    redraw() {
      chips.redraw();
      composer.redraw();
    },
  };
}
