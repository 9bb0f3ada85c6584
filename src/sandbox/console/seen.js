const KEPT = 'balcao-seen';
let seen = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');

/** How many of these messages came after the last look at their chat. */
export function unseenIn(chat, messages) {
  const last = seen[chat] ?? 0;
  return messages.filter((message) => message.message_id > last).length;
}

export function lookAt(chat, messages) {
  const last = messages.at(-1)?.message_id ?? 0;
  if ((seen[chat] ?? 0) === last) return;
  seen = { ...seen, [chat]: last };
  sessionStorage.setItem(KEPT, JSON.stringify(seen));
}
