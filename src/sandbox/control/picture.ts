import { chatKey, privateKey } from '../world/keys.ts';
import type { MessageDoc } from '../world/shapes.ts';
import { messageOf } from '../world/world.ts';
import type { Delta, ListChange, StateLists, StateParts } from './state.ts';
import { type PictureParts, stateParts } from './state-parts.ts';

type Items = Map<number, { json: string; value: unknown }>;

type Whole = StateParts & StateLists & { version: number };

/** What the page shows. `advance` takes in what happened since, and says what is different; null: nothing. */
export type Picture = {
  advance(): Delta | null;
  whole(): Whole;
  /** `longer` names the lists of which only the newest are shown; from now on more of this one are. */
  showMore(name: string): void;
};

/** Of each list at first, and more each time. */
const SHOWN = 200;

export function createPicture(given: PictureParts): Picture {
  const { world, views, botId, channelId } = given;
  const lists = new Map<string, Items>();
  const parts = new Map<string, { json: string; value: unknown }>();
  const stale = new Set<string>();
  const shown = new Map<string, number>();
  const longer = new Set<string>();
  let isAllStale = true;
  let version = 0;

  world.docs.watch('message', (after, before) => {
    const message = after ?? before;
    if (message !== undefined && !isAllStale) markStale(message);
  });
  world.docs.watch('pin', () => stale.add('posts'));
  world.docs.watch('user', () => {
    isAllStale = true;
  });
  world.docs.watch('world', (after, before) => {
    isAllStale ||= after?.groupId !== before?.groupId;
  });

  function markStale({ key, chatId, thread, copyOf }: MessageDoc): void {
    if (key === privateKey(botId, chatId)) {
      stale.add(`chats/${chatId}`);
      return;
    }
    stale.add('posts');
    if (key === chatKey(channelId)) return;
    const post = copyOf ?? (thread === undefined ? undefined : messageOf(world, key, thread)?.copyOf);
    if (post !== undefined) stale.add(`threads/${post.messageId}`);
    if (thread === undefined) stale.add('loose');
  }

  const shownOf = (name: string): number => shown.get(name) ?? SHOWN;

  function compute(name: string): { id: number; value: unknown }[] {
    const limit = shownOf(name);
    const found = find(name, limit + 1);
    if (found.length <= limit) {
      longer.delete(name);
      return found;
    }
    longer.add(name);
    return found.slice(-limit);
  }

  function find(name: string, limit: number): { id: number; value: unknown }[] {
    const [kind, id] = name.split('/');
    const messages = {
      chats: () => views.private(Number(id), limit),
      threads: () => views.thread(Number(id), limit),
      loose: () => views.group(SHOWN).filter((message) => message.message_thread_id === undefined),
    };
    if (kind === 'posts') return views.channel(limit).map((post) => ({ id: post.id, value: post }));
    const found = messages[kind as keyof typeof messages]();
    return found.map((message) => ({ id: message.message_id, value: message }));
  }

  function namesOfAll(): string[] {
    const people = views.users().map(({ id }) => `chats/${id}`);
    const threads = views.channel(shownOf('posts')).map(({ id }) => `threads/${id}`);
    return [...new Set([...lists.keys(), 'posts', 'loose', ...people, ...threads])];
  }

  function compare(name: string): ListChange | null {
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
  }

  return {
    advance() {
      const delta: Delta = { from: version, to: version + 1, parts: {}, lists: {} };
      const names = isAllStale ? namesOfAll() : [...stale];
      isAllStale = false;
      stale.clear();
      for (const name of names) {
        const change = compare(name);
        if (change !== null) delta.lists[name] = change;
      }
      for (const [name, value] of Object.entries(stateParts(given, longer))) {
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
      if (!longer.has(name)) return;
      shown.set(name, shownOf(name) + SHOWN);
      stale.add(name);
      // Older posts have threads that were not shown either.
      isAllStale ||= name === 'posts';
    },
    whole() {
      const values = (name: string): unknown[] =>
        [...(lists.get(name)?.values() ?? [])].map(({ value }) => value);
      const under = (folder: string): Record<string, unknown[]> =>
        Object.fromEntries(
          [...lists.keys()]
            .filter((name) => name.startsWith(`${folder}/`))
            .map((name) => [name.slice(folder.length + 1), values(name)]),
        );
      const state: Record<keyof Whole, unknown> = {
        version,
        ...(Object.fromEntries([...parts].map(([name, { value }]) => [name, value])) as StateParts),
        posts: values('posts'),
        loose: values('loose'),
        chats: under('chats'),
        threads: under('threads'),
      };
      return state as Whole;
    },
  };
}
