import type { InlineKeyboardMarkup } from '@grammyjs/types';
import { announce } from './announce.ts';
import { mirrorEdit } from './copies.ts';
import { messageKey } from './keys.ts';
import type { Content, MessageDoc } from './shapes.ts';
import { seconds, storeMessage, type World } from './world.ts';

/** Replaces content and keyboard. Only new content counts as an edit for other readers. */
export function changeMessage(
  world: World,
  message: MessageDoc,
  content: Content,
  markup: InlineKeyboardMarkup | undefined,
): MessageDoc {
  const isEdit = !sameJson(content, message.content);
  const editDate = isEdit ? seconds(world) : message.editDate;
  const changed: MessageDoc = { ...message, content, markup, editDate };
  storeMessage(world, changed);
  if (isEdit) {
    announce(world, changed, true);
    mirrorEdit(world, changed);
  }
  return changed;
}

export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** No update follows: Telegram delivers no deletions (FACTS.md #20). */
export function removeMessage(world: World, message: MessageDoc): void {
  world.docs.delete('message', messageKey(message.key, message.id));
  world.docs.delete('pin', messageKey(message.key, message.id));
}
