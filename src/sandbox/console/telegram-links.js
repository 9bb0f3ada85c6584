const LINK = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(c\/\d+|\w+)\/(\d+)(?:\/(\d+))?(?:\?.*)?$/;

/** The number of the post in a link to the channel, or null. Who knows whether there is one? */
export function postIdOfLink(url, state) {
  const match = LINK.exec(url);
  return match !== null && isChat(match[1], state.channel) ? Number(match[2]) : null;
}

/** The post of the channel that a `t.me` link means, or null. A private channel has no name there, only its number. */
export function postOfLink(url, state) {
  const match = LINK.exec(url);
  if (match === null) return null;
  const [, place, first, second] = match;
  const id = Number(second ?? first);
  if (isChat(place, state.channel)) return state.posts.find((post) => post.id === Number(first)) ?? null;
  if (!isChat(place, state.group)) return null;
  return (
    state.posts.find((post) => post.rootId === Number(first) || post.rootId === id) ??
    state.posts.find((post) => state.threads[post.id]?.some((comment) => comment.message_id === id)) ??
    null
  );
}

function isChat(place, chat) {
  if (place.startsWith('c/')) return String(chat.id) === `-100${place.slice(2)}`;
  return chat.username !== undefined && place.toLowerCase() === chat.username.toLowerCase();
}
