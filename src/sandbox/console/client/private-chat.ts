import type { SeenMessage, SeenUser } from '../../control/state.ts';
import { Composer } from '../compose/composer.ts';
import { addDropZone } from '../compose/drop-zone.ts';
import { messageActions } from '../message/message-actions.ts';
import { createMessageList, type EmptyParts, type MessageList } from '../message/message-list.ts';
import { pressButton } from '../message/press.ts';
import { h, icon } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';
import { act } from '../server.ts';
import { nameOf } from '../people.ts';
import { loaded } from '../store.ts';
import { openLink, showPerson } from './open.ts';

type PrivateChat = {
  element: HTMLElement;
  focus(): void;
  show(user: SeenUser): void;
  redraw(): void;
};

type ChatLook = { emptyParts(user: SeenUser): EmptyParts; titleKey: TextKey };

/** The person whose phone is shown. @throws before the first `show` */
type Owner = () => SeenUser;

/** One person's chat with the bot, as on the person's phone. */
export function createPrivateChat({ emptyParts, titleKey }: ChatLook): PrivateChat {
  let shown: SeenUser | null = null;
  const owner: Owner = () => {
    if (shown === null) throw new Error('No phone is shown yet.');
    return shown;
  };
  const list = createOwnList(owner, () => composer);
  const composer = createOwnComposer(owner, list);
  const barText = h('span', {});
  const unblock = h(
    'button',
    { type: 'button', class: 'button', onclick: () => void act('unblock', { userId: owner().id }) },
    icon('block'),
    h('span', { 'data-text': 'unblock' }),
  );
  const bar = h('div', { class: 'closed-bar', hidden: true }, barText, unblock);
  const element = h('div', { class: 'chat' }, list.element, bar, composer.element);
  addDropZone(element, () => !composer.element.hidden, composer.takeFiles);

  return {
    element,
    focus: () => composer.focus(),
    show(user) {
      shown = user;
      const name = nameOf(user);
      const key = `p:${user.id}`;
      list.show({
        chat: `${key}:${user.blocked}`,
        label: t(titleKey, { name }),
        messages: messagesOf(user),
        empty: emptyParts(user),
        listName: `chats/${user.id}`,
      });
      composer.show(key, t('clientWrite', { name }));
      barText.textContent = user.deactivated ? t('deactivated') : t('blocked', { name: user.firstName });
      unblock.hidden = user.deactivated;
      bar.hidden = isOpen(user);
      composer.element.hidden = !isOpen(user);
    },
    redraw: () => composer.redraw(),
  };
}

const isOpen = ({ blocked, deactivated }: SeenUser): boolean => !blocked && !deactivated;
const messagesOf = ({ id }: SeenUser): SeenMessage[] => loaded().chats[id] ?? [];
const isBy = ({ id }: SeenUser, message: SeenMessage): boolean => message.from?.id === id;

function createOwnList(owner: Owner, composer: () => Composer): MessageList {
  const list: MessageList = createMessageList({
    look: (message) => ({
      isOwn: isBy(owner(), message),
      isNote: false,
      showsAuthor: false,
      replyTo: message.reply_to_message,
      voterId: isOpen(owner()) ? owner().id : undefined,
    }),
    actions(message) {
      if (!isOpen(owner())) return [];
      const { reply, edit } = composer();
      const isOwn = isBy(owner(), message);
      return messageActions(message, { userId: owner().id, isOwn, reply, edit });
    },
    follow: {
      link: (url) => openLink(owner().id)(url),
      person: showPerson,
      command(command) {
        list.followNext();
        void act('write', { userId: owner().id, content: command });
      },
      compose: (text) => composer().insert(text),
    },
    press: (message, callbackData) => void pressButton(owner().id, message, callbackData),
    onEscape: () => composer().focus(),
  });
  return list;
}

function createOwnComposer(owner: Owner, list: MessageList): Composer {
  const send = async (name: string, args: Record<string, unknown>): Promise<boolean> => {
    list.followNext();
    return (await act(name, { userId: owner().id, ...args })).ok;
  };
  return new Composer({
    hintKey: 'writeHere',
    send: (contents, options) =>
      contents.length === 1
        ? send('write', { content: contents[0], ...options })
        : send('writeAlbum', { contents, ...options }),
    edit: async (messageId, content) => (await act('edit', { userId: owner().id, messageId, content })).ok,
    inline: {
      userId: () => owner().id,
      chatType: 'sender',
      choose: (queryId, resultId, replyTo) =>
        send('chooseInline', { queryId, resultId, chatId: owner().id, replyTo }),
    },
    lastOwn: () =>
      messagesOf(owner()).findLast((message) => isBy(owner(), message) && message.text !== undefined),
  });
}
