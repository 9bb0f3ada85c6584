import type { SeenMessage } from '../control/state.ts';

const KEPT = 'balcao-seen';

/** The newest message that was seen, by chat. */
let seen = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Record<string, number>;

/** The number of messages that arrived after the last look at the chat. */
export function unseenIn(chat: string, messages: readonly SeenMessage[]): number {
  const last = seen[chat] ?? 0;
  return messages.filter((message) => message.message_id > last).length;
}

export function lookAt(chat: string, messages: readonly SeenMessage[]): void {
  const last = messages.at(-1)?.message_id ?? 0;
  if ((seen[chat] ?? 0) === last) return;
  seen = { ...seen, [chat]: last };
  sessionStorage.setItem(KEPT, JSON.stringify(seen));
}
