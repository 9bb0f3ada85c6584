/** The state after a delta of the server. Lists that did not change stay the same arrays. */
export function applyDelta(state, { to, parts, lists }) {
  const next = { ...state, ...parts, version: to };
  for (const [name, change] of Object.entries(lists)) {
    const [folder, id] = name.split('/');
    if (id === undefined) next[folder] = merged(next[folder], change);
    else next[folder] = { ...next[folder], [id]: merged(next[folder][id], change) };
  }
  return next;
}

const idOf = (item) => item.message_id ?? item.id;

function merged(before = [], { set, gone }) {
  const items = new Map(before.map((item) => [idOf(item), item]));
  for (const id of gone) items.delete(id);
  for (const item of set) items.set(idOf(item), item);
  return [...items.values()].sort((a, b) => idOf(a) - idOf(b));
}
