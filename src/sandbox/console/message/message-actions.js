import { act } from '../server.js';
import { reaction } from './reaction.js';
import { kindOf } from './sender.js';

const CAPTIONED = new Set(['photo', 'video', 'animation', 'audio', 'voice', 'document']);

/** What one person can do with a message: `{ name, run }[]`, in the order in which it is offered. */
export function messageActions(message, { userId, isOwn, reply, edit }) {
  const actions = [{ name: 'reply', run: (quote) => reply(message, quote) }, reaction(message, userId)];
  if (!isOwn) return actions;
  const isText = message.text !== undefined || CAPTIONED.has(kindOf(message));
  if (isText && message.forward_origin === undefined)
    actions.push({ name: 'edit', run: () => edit(message) });
  const place = { chatId: message.chat.id, messageId: message.message_id };
  actions.push({ name: 'delete', run: () => void act('deleteMessage', place) });
  return actions;
}
