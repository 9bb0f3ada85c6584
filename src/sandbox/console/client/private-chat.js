import { createComposer } from '../compose/composer.js';
import { addDropZone } from '../compose/drop-zone.js';
import { createMessageList } from '../message/message-list.js';
import { messageActions } from '../message/message-actions.js';
import { pressButton } from '../message/press.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { notice } from '../page/notice.js';
import { act, showMore } from '../server.js';
import { choose, nameOf, refresh, store } from '../store.js';
import { postIdOfLink, postOfLink } from '../telegram-links.js';

/** One person's chat with the bot, as on their phone. `emptyParts(user)`: `{ signature, parts() }`. */
export function createPrivateChat({ emptyParts, titleKey }) {
  let user = null;
  let messages = [];
  const isOwn = (message) => message.from?.id === user.id;
  const send = (name, args) => {
    list.followNext();
    return act(name, { userId: user.id, ...args });
  };

  const list = createMessageList({
    look: (message) => ({
      isOwn: isOwn(message),
      isNote: false,
      showsAuthor: false,
      replyTo: message.reply_to_message,
      voterId: user.blocked || user.deactivated ? undefined : user.id,
    }),
    actions(message) {
      if (user.blocked || user.deactivated) return [];
      const { reply, edit } = composer;
      return messageActions(message, { userId: user.id, isOwn: isOwn(message), reply, edit });
    },
    follow: {
      link: openPost,
      person: showPerson,
      command: (command) => void send('write', { content: command }),
    },
    press: (message, callbackData) => void pressButton(user.id, message, callbackData),
    onEscape: () => composer.focus(),
  });

  const composer = createComposer({
    hintKey: 'writeHere',
    send: async (contents, options) =>
      (contents.length === 1
        ? await send('write', { content: contents[0], ...options })
        : await send('writeAlbum', { contents, ...options })
      ).ok,
    edit: async (messageId, content) => (await act('edit', { userId: user.id, messageId, content })).ok,
    inline: {
      userId: () => user.id,
      chatType: 'sender',
      choose: async (queryId, resultId, replyTo) =>
        (await send('chooseInline', { queryId, resultId, chatId: user.id, replyTo })).ok,
    },
    lastOwn: () => messages.findLast((message) => isOwn(message) && message.text !== undefined),
  });

  const barText = h('span', {});
  const unblock = h(
    'button',
    { type: 'button', class: 'button', onclick: () => void act('unblock', { userId: user.id }) },
    icon('block'),
    h('span', { 'data-text': 'unblock' }),
  );
  const bar = h('div', { class: 'closed-bar', hidden: true }, barText, unblock);
  const element = h('div', { class: 'chat' }, list.element, bar, composer.element);
  addDropZone(element, () => !composer.element.hidden, composer.takeFiles);

  return {
    element,
    focus: () => composer.focus(),
    show(person) {
      user = person;
      const name = nameOf(user);
      messages = store.state.chats[user.id] ?? [];
      const key = `p:${user.id}`;
      list.show(
        `${key}:${user.blocked}`,
        t(titleKey, { name }),
        messages,
        emptyParts(user),
        `chats/${user.id}`,
      );
      composer.show(key, t('clientWrite', { name }));
      const isClosed = user.blocked || user.deactivated;
      barText.textContent = user.deactivated ? t('deactivated') : t('blocked', { name: user.firstName });
      unblock.hidden = user.deactivated;
      bar.hidden = !isClosed;
      composer.element.hidden = isClosed;
    },
    redraw: () => composer.redraw(),
  };
}

/** True: the link means a post of the channel, and it is open now, or will be. */
export function openPost(url) {
  const post = postOfLink(url, store.state);
  if (post !== null) choose({ postId: post.id, view: 'channel' });
  else if (postIdOfLink(url, store.state) !== null) void openOlderPost(postIdOfLink(url, store.state));
  else return false;
  return true;
}

/** One that may be older than all that are shown. */
async function openOlderPost(id) {
  const isShown = () => store.state.posts.some((post) => post.id === id);
  while (!isShown() && store.state.longer.includes('posts')) {
    if (!(await showMore('posts')).ok) return;
    await refresh();
  }
  if (isShown()) choose({ postId: id, view: 'channel' });
  else notice(t('errorNotThere'));
}

/** A named person's phone, where the page has one. */
export function showPerson(userId) {
  const user = store.state.users.find((one) => one.id === userId);
  if (user === undefined) return;
  choose(
    user.channelRole === 'left' || user.channelRole === 'kicked' ? { clientId: userId, view: 'client' } : {},
  );
}
