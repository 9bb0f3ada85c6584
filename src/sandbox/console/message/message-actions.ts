import type { SeenMessage } from '../../control/state.ts';
import { act } from '../server.ts';
import { type Reaction, reaction } from './reaction.ts';
import { type ContentKind, kindOf } from './sender.ts';

export type Action =
  | Reaction
  | { name: 'reply'; run(quote: string | null): void }
  | { name: 'edit' | 'delete'; run(): void };

const CAPTIONED = new Set<ContentKind | undefined>([
  'photo',
  'video',
  'animation',
  'audio',
  'voice',
  'document',
]);

type Person = {
  userId: number | undefined;
  isOwn: boolean;
  reply(message: SeenMessage, quote: string | null): void;
  edit(message: SeenMessage): void;
};

/** The actions of one person with a message, in the order of the buttons. */
export function messageActions(message: SeenMessage, { userId, isOwn, reply, edit }: Person): Action[] {
  const actions: Action[] = [
    { name: 'reply', run: (quote) => reply(message, quote) },
    reaction(message, userId),
  ];
  if (!isOwn) return actions;
  const isText = message.text !== undefined || CAPTIONED.has(kindOf(message));
  if (isText && message.forward_origin === undefined)
    actions.push({ name: 'edit', run: () => edit(message) });
  const place = { chatId: message.chat.id, messageId: message.message_id };
  actions.push({ name: 'delete', run: () => void act('deleteMessage', place) });
  return actions;
}
