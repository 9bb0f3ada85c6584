import type { InaccessibleMessage, Message } from '@grammyjs/types';
import { RefusedAct } from '../world/refused-act.ts';
import { requireMessage } from './require-message.ts';
import { requirePerson } from './require-person.ts';
import { requireSight } from './require-sight.ts';
import { renderMessage } from '../bot-api/wire/message.ts';
import { renderChat, renderUser } from '../bot-api/wire/user.ts';
import { inlineMessageId } from '../world/inline-message.ts';
import { pushUpdate } from '../world/push-update.ts';
import type { MessageDoc } from '../world/shapes.ts';
import { botOf, chatOf, keyFor, messageOf, nextCounter, seconds, type World } from '../world/world.ts';

export type PressActs = {
  /** Returns the id of the callback query. */
  pressButton(userId: number, chatId: number, messageId: number, callbackData: string): string;
  /** Presses the button with the label. Returns the address of the button. */
  pressLink(userId: number, chatId: number, messageId: number, text: string): string;
};

/** Buttons under messages (FACTS.md #30). */
export function createPressActs(world: World, botId: number): PressActs {
  const inaccessible = (chatId: number, messageId: number): InaccessibleMessage => ({
    chat: renderChat(world, chatId),
    message_id: messageId,
    date: 0,
  });

  function shown(owner: number, message: MessageDoc): Message | InaccessibleMessage {
    const isTooOld = seconds(world) - message.date > world.assumptions.pressShowsForSeconds;
    return isTooOld ? inaccessible(message.chatId, message.id) : renderMessage(world, owner, message);
  }

  function press(userId: number, owner: number, chatId: number, pressed: object): string {
    const id = String(4_000_000_000_000_000 + nextCounter(world));
    world.queries.open({ id, botId: owner, atMs: world.clock.now() });
    const payload = {
      id,
      from: renderUser(world, userId),
      chat_instance: String(-8_000_000_000_000_000 - Math.abs(chatId)),
      ...pressed,
    };
    pushUpdate(world, owner, 'callback_query', payload, `callback:${userId}`);
    return id;
  }

  /** On a screen that does not know of the deletion yet: an InaccessibleMessage (FACTS.md #30). */
  function pressOnDeleted(userId: number, chatId: number, messageId: number, data: string): string {
    const last =
      chatId > 0 ? botOf(world, botId).lastPrivateMessageId : (chatOf(world, chatId)?.lastMessageId ?? 0);
    if (messageId > last) throw new RefusedAct('noMessage', messageId, chatId);
    return press(userId, botId, chatId, { message: inaccessible(chatId, messageId), data });
  }

  return {
    pressButton(userId, chatId, messageId, callbackData) {
      requirePerson(world, userId);
      requireSight(world, userId, chatId);
      const message = messageOf(world, keyFor(botId, chatId), messageId);
      if (message === undefined) return pressOnDeleted(userId, chatId, messageId, callbackData);
      const buttons = message.markup?.inline_keyboard.flat() ?? [];
      const isThere = buttons.some(
        (button) => 'callback_data' in button && button.callback_data === callbackData,
      );
      if (!isThere) throw new RefusedAct('noButton', messageId, callbackData);
      const owner = message.viaBot ?? message.author;
      const where =
        message.viaBot === undefined
          ? { message: shown(owner, message) }
          : { inline_message_id: inlineMessageId(message) };
      return press(userId, owner, chatId, { ...where, data: callbackData });
    },
    pressLink(userId, chatId, messageId, text) {
      requirePerson(world, userId);
      requireSight(world, userId, chatId);
      const { markup } = requireMessage(world, botId, chatId, messageId);
      const button = markup?.inline_keyboard.flat().find((one) => 'url' in one && one.text === text);
      if (button === undefined || !('url' in button)) throw new RefusedAct('noButton', messageId, text);
      return button.url;
    },
  };
}
