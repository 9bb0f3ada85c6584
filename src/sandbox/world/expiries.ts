import type { Cancel } from './clock.ts';
import { removeMessage } from './change-message.ts';
import { messageKey } from './keys.ts';
import type { ExpiryDoc, MessageDoc } from './shapes.ts';
import { chatOf, messageOf, type World } from './world.ts';

/** Messages with a deletion time, set by the chat's settings at the time of writing. */
type Expiries = { close(): void };

export function createExpiries(world: World): Expiries {
  const { docs, clock } = world;
  const timers = new Map<string, Cancel>();

  function arm(name: string, expiry: ExpiryDoc): void {
    const expire = (): void => {
      const message = messageOf(world, expiry.key, expiry.messageId);
      if (message !== undefined) docs.act(() => removeMessage(world, message));
    };
    timers.set(name, clock.setTimeout(expire, Math.max(0, expiry.dueMs - clock.now())));
  }

  function begin({ key, id, chatId }: MessageDoc): void {
    const seconds = chatId > 0 ? undefined : chatOf(world, chatId)?.settings?.message_auto_delete_time;
    if (seconds === undefined || seconds === 0) return;
    const expiry = { key, messageId: id, dueMs: clock.now() + seconds * 1000 };
    docs.put('expiry', messageKey(key, id), expiry);
  }

  docs.watch('message', (after, before) => {
    if (before === undefined && after !== undefined) begin(after);
    else if (before !== undefined && after === undefined)
      docs.delete('expiry', messageKey(before.key, before.id));
  });
  docs.watch('expiry', (after, before) => {
    const expiry = after ?? before;
    if (expiry === undefined) return;
    const name = messageKey(expiry.key, expiry.messageId);
    timers.get(name)?.();
    timers.delete(name);
    if (after !== undefined) arm(name, after);
  });
  for (const [name, expiry] of docs.all('expiry')) arm(name, expiry);

  return {
    close() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
