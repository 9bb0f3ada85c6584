import type { ConsoleState, Delta, ListChange } from '../control/state.ts';

type Item = { message_id?: number; id?: number };
type Lists = Record<string, Item[] | undefined>;

/** The state after a change of the server. Lists without a change stay the same arrays. */
export function applyDelta(state: ConsoleState, { to, parts, lists }: Delta): ConsoleState {
  const next = { ...state, ...parts, version: to };
  const folders = next as unknown as Record<string, Item[] | Lists>;
  for (const [name, change] of Object.entries(lists)) {
    const [folder, id] = placeOf(name);
    if (id === undefined) folders[folder] = merged(folders[folder] as Item[] | undefined, change);
    else {
      const inside = folders[folder] as Lists;
      folders[folder] = { ...inside, [id]: merged(inside[id], change) };
    }
  }
  return next;
}

/** The field of a list in the state, and the key inside the field. */
function placeOf(name: string): [folder: string, id?: string] {
  const [folder = '', ...rest] = name.split('/');
  if (rest.length === 0) return [folder];
  return [folder === 'boards' ? 'boardLists' : folder, rest.join('/')];
}

const idOf = (item: Item): number => item.message_id ?? item.id ?? 0;

function merged(before: readonly Item[] = [], { set, gone }: ListChange): Item[] {
  const items = new Map(before.map((item) => [idOf(item), item]));
  for (const id of gone) items.delete(id);
  for (const item of set as Item[]) items.set(idOf(item), item);
  return [...items.values()].sort((a, b) => idOf(a) - idOf(b));
}
