import { createPictureLists, type PictureLists } from './picture-lists.ts';
import type { Delta, ListChange, StateLists, StateParts } from './state.ts';
import { type PictureParts, stateParts } from './state-parts.ts';

type Items = Map<number, { json: string; value: unknown }>;

type Whole = StateParts & StateLists & { version: number };

/** The state of the page. */
export type Picture = {
  /** Takes in the changes since the last call. Returns the difference; null: no difference. */
  advance(): Delta | null;
  whole(): Whole;
  /** `longer` names the lists with hidden older items. Shows more items of the list from now on. */
  showMore(name: string): void;
};

/** The number of items per list at first, and of further items each time. */
const SHOWN = 200;

export function createPicture(given: PictureParts): Picture {
  const { world, views, botId } = given;
  const source = createPictureLists(world, views, botId);
  const lists = createListMemory(source);
  const parts = new Map<string, { json: string; value: unknown }>();
  const stale = new Set<string>();
  let isAllStale = true;
  let assumed = '';
  let version = 0;

  world.docs.watch('message', (after, before) => {
    const message = after ?? before;
    if (message === undefined || isAllStale) return;
    for (const name of source.showing(message)) stale.add(name);
  });
  world.docs.watch('pin', () => {
    if (!isAllStale) for (const name of source.posts()) stale.add(name);
  });
  world.docs.watch('user', () => {
    isAllStale = true;
  });
  world.docs.watch('world', (after, before) => {
    isAllStale ||= after?.groupId !== before?.groupId;
  });
  world.docs.watch('bot', (after, before) => {
    isAllStale ||= after?.boards !== before?.boards;
  });

  return {
    advance() {
      const delta: Delta = { from: version, to: version + 1, parts: {}, lists: {} };
      const assumedNow = JSON.stringify(world.assumptions);
      isAllStale ||= assumed !== assumedNow;
      assumed = assumedNow;
      const names = isAllStale ? lists.names() : [...stale];
      isAllStale = false;
      stale.clear();
      for (const name of names) {
        const change = lists.compare(name);
        if (change !== null) delta.lists[name] = change;
      }
      for (const [name, value] of Object.entries(stateParts(given, lists.longer()))) {
        const json = JSON.stringify(value);
        if (parts.get(name)?.json === json) continue;
        parts.set(name, { json, value });
        Object.assign(delta.parts, { [name]: value });
      }
      const isSame = Object.keys(delta.parts).length + Object.keys(delta.lists).length === 0;
      if (isSame) return null;
      version += 1;
      return delta;
    },
    showMore(name) {
      if (!lists.lengthen(name)) return;
      stale.add(name);
      // Older posts have threads that were not shown either.
      isAllStale ||= source.posts().includes(name);
    },
    whole() {
      const state: Record<keyof Whole, unknown> = {
        version,
        ...(Object.fromEntries([...parts].map(([name, { value }]) => [name, value])) as StateParts),
        posts: lists.values('posts'),
        loose: lists.values('loose'),
        chats: lists.under('chats/'),
        threads: lists.under('threads/'),
        boardLists: lists.under('boards/'),
      };
      return state as Whole;
    },
  };
}

type ListMemory = {
  names(): string[];
  compare(name: string): ListChange | null;
  longer(): ReadonlySet<string>;
  /** False: all of the list is shown. */
  lengthen(name: string): boolean;
  values(name: string): unknown[];
  /** All lists with the prefix, by the rest of the names. */
  under(prefix: string): Record<string, unknown[]>;
};

/** The lists as last sent to the page. */
function createListMemory(source: PictureLists): ListMemory {
  const lists = new Map<string, Items>();
  const shown = new Map<string, number>();
  const longer = new Set<string>();
  const shownOf = (name: string): number => shown.get(name) ?? SHOWN;
  const values = (name: string): unknown[] =>
    [...(lists.get(name)?.values() ?? [])].map(({ value }) => value);

  function compute(name: string): { id: number; value: unknown }[] {
    const limit = shownOf(name);
    const found = source.read(name, limit + 1);
    if (found.length <= limit) {
      longer.delete(name);
      return found;
    }
    longer.add(name);
    return found.slice(-limit);
  }

  return {
    names: () => [...new Set([...lists.keys(), ...source.all(shownOf)])],
    compare(name) {
      const before = lists.get(name);
      const after: Items = new Map();
      const set: unknown[] = [];
      for (const { id, value } of compute(name)) {
        const json = JSON.stringify(value);
        if (before?.get(id)?.json !== json) set.push(value);
        after.set(id, { json, value });
      }
      lists.set(name, after);
      const gone = [...(before?.keys() ?? [])].filter((id) => !after.has(id));
      return set.length + gone.length === 0 ? null : { set, gone };
    },
    longer: () => longer,
    lengthen(name) {
      if (!longer.has(name)) return false;
      shown.set(name, shownOf(name) + SHOWN);
      return true;
    },
    values,
    under: (prefix) =>
      Object.fromEntries(
        [...lists.keys()]
          .filter((name) => name.startsWith(prefix))
          .map((name) => [name.slice(prefix.length), values(name)]),
      ),
  };
}
