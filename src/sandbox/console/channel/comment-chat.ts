import type { SeenMessage } from '../../control/state.ts';
import { openLink, showPerson } from '../client/open.ts';
import { Composer } from '../compose/composer.ts';
import { messageActions } from '../message/message-actions.ts';
import { createMessageList, type MessageList } from '../message/message-list.ts';
import type { Look } from '../message/message-rows.ts';
import { pressButton } from '../message/press.ts';
import { act } from '../server.ts';
import { commentsOf, loaded, openBoard, openPost, speakerOf, store } from '../store.ts';

const speaker = (): ReturnType<typeof speakerOf> => speakerOf(store.choice);
const speakerId = (): number => speaker()?.userId ?? 0;

const isOwn = (message: SeenMessage): boolean => {
  const now = speaker();
  return now?.as === 'self' && message.sender_chat === undefined && message.from?.id === now.userId;
};

/** The comments of the chosen post and the field of the person who comments. */
export function createCommentChat(): { list: MessageList; composer: Composer } {
  const list = createMessageList({
    look: lookOf,
    actions(message) {
      const { reply, edit } = composer;
      return messageActions(message, { userId: speaker()?.userId, isOwn: isOwn(message), reply, edit });
    },
    follow: {
      link: (url) => openLink(speaker()?.userId)(url),
      person: showPerson,
      command: (command) => composer.insert(command),
      compose: (text) => composer.insert(text),
    },
    press: (message, callbackData) => void pressButton(speakerId(), message, callbackData),
    onEscape: () => composer.focus(),
  });
  const composer = createCommentComposer(() => list.followNext());
  return { list, composer };
}

function lookOf(message: SeenMessage): Look {
  const target = message.reply_to_message;
  const isImplicit = target?.is_automatic_forward === true && message.quote === undefined;
  const isBots = message.from?.id === loaded().bot.id;
  return {
    isOwn: isOwn(message),
    isNote: !isBots && /^\s*#/.test(message.text ?? message.caption ?? ''),
    showsAuthor: true,
    replyTo: isImplicit ? undefined : target,
    voterId: speaker()?.userId,
  };
}

function createCommentComposer(followNext: () => void): Composer {
  const comments = (): SeenMessage[] => commentsOf(store.choice.postId ?? 0);
  return new Composer({
    hintKey: 'commentHere',
    async send(contents, options) {
      followNext();
      const { channelId } = openBoard();
      const args = { ...speaker(), channelId, postId: openPost()?.id, ...options };
      const done =
        contents.length === 1
          ? await act('comment', { ...args, content: contents[0] })
          : await act('commentAlbum', { ...args, contents });
      return done.ok;
    },
    inline: {
      userId: speakerId,
      chatType: 'supergroup',
      async choose(queryId, resultId, replyTo) {
        followNext();
        const target = { chatId: openBoard().groupId, replyTo: replyTo ?? openPost()?.rootId };
        return (await act('chooseInline', { userId: speakerId(), queryId, resultId, ...target })).ok;
      },
    },
    async edit(messageId, content) {
      const { channelId } = openBoard();
      return (await act('editComment', { userId: speakerId(), channelId, messageId, content })).ok;
    },
    lastOwn: () => comments().findLast((message) => isOwn(message) && message.text !== undefined),
  });
}
