import type { SeenMessage } from '../../control/state.ts';
import { openLink, showPerson } from '../client/open.ts';
import { Composer } from '../compose/composer.ts';
import type { Content } from '../compose/content.ts';
import { messageActions } from '../message/message-actions.ts';
import { createMessageList, type MessageList } from '../message/message-list.ts';
import type { Look } from '../message/message-rows.ts';
import { pressButton } from '../message/press.ts';
import { act } from '../server.ts';
import { loaded, openBoard, speakerOf, store } from '../store.ts';

const speaker = (): ReturnType<typeof speakerOf> => speakerOf(store.choice);
const speakerId = (): number => speaker()?.userId ?? 0;

const isOwn = (message: SeenMessage): boolean => {
  const now = speaker();
  return now?.as === 'self' && message.sender_chat === undefined && message.from?.id === now.userId;
};

/** A thread, or the group as a whole. */
type Place = {
  messages(): SeenMessage[];
  /** Sends contents as the speaker. Answers whether all was done. */
  send(contents: readonly Content[], args: Record<string, unknown>): Promise<boolean>;
  /** The answered message of an inline result that answers no other message. */
  rootId(): number | null | undefined;
};

/** Messages of the group and the field of the person who writes there. */
export function createGroupMessages(place: Place): { list: MessageList; composer: Composer } {
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
  const composer = createGroupComposer(place, () => list.followNext());
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

function createGroupComposer({ messages, send, rootId }: Place, followNext: () => void): Composer {
  return new Composer({
    hintKey: 'commentHere',
    send(contents, options) {
      followNext();
      return send(contents, { ...speaker(), channelId: openBoard().channelId, ...options });
    },
    inline: {
      userId: speakerId,
      chatType: 'supergroup',
      async choose(queryId, resultId, replyTo) {
        followNext();
        const target = { chatId: openBoard().groupId, replyTo: replyTo ?? rootId() };
        return (await act('chooseInline', { userId: speakerId(), queryId, resultId, ...target })).ok;
      },
    },
    async edit(messageId, content) {
      const { channelId } = openBoard();
      return (await act('editComment', { userId: speakerId(), channelId, messageId, content })).ok;
    },
    lastOwn: () => messages().findLast((message) => isOwn(message) && message.text !== undefined),
  });
}
