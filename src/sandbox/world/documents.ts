import type { Kind, Shapes } from './shapes.ts';

/** `[kind, key, document]`, or `[kind, key]` for a removed document. */
export type Change = [kind: Kind, key: string, document?: unknown];

/** Keeps changes beyond the process. `append` returns when the operating system has the changes. */
export type Journal = { read(): Iterable<Change>; append(changes: Change[]): void; close(): void };

type Watcher<K extends Kind> = (after: Shapes[K] | undefined, before: Shapes[K] | undefined) => void;

/** Documents are replaced, never changed in place: `put` is the only door. */
export type Documents = {
  get<K extends Kind>(kind: K, key: string): Shapes[K] | undefined;
  all<K extends Kind>(kind: K): ReadonlyMap<string, Shapes[K]>;
  put<K extends Kind>(kind: K, key: string, document: Shapes[K]): void;
  delete(kind: Kind, key: string): void;
  /** Runs an action: all changes are stored together, before listeners wake. */
  act<T>(action: () => T): T;
  /** Called at every change, also while loading. */
  watch<K extends Kind>(kind: K, watcher: Watcher<K>): void;
  afterCommit(listener: () => void): () => void;
  load(): void;
  version(): number;
  close(): void;
};

export function createDocuments(journal?: Journal): Documents {
  const maps = new Map<Kind, Map<string, unknown>>();
  const watchers = new Map<Kind, Watcher<Kind>[]>();
  const listeners = new Set<() => void>();
  let waiting: Change[] = [];
  let depth = 0;
  let version = 0;

  function mapOf<K extends Kind>(kind: K): Map<string, Shapes[K]> {
    let map = maps.get(kind);
    if (map === undefined) maps.set(kind, (map = new Map()));
    return map as Map<string, Shapes[K]>;
  }

  function apply<K extends Kind>(kind: K, key: string, document: Shapes[K] | undefined): void {
    const map = mapOf(kind);
    const before = map.get(key);
    if (document === undefined) map.delete(key);
    else map.set(key, document);
    for (const watcher of watchers.get(kind) ?? []) (watcher as Watcher<K>)(document, before);
  }

  function commit(): void {
    if (waiting.length === 0) return;
    const changes = waiting;
    waiting = [];
    version += 1;
    journal?.append(changes);
    for (const listener of listeners) listener();
  }

  function record(change: Change): void {
    waiting.push(change);
    if (depth === 0) commit();
  }

  return {
    get: (kind, key) => mapOf(kind).get(key),
    all: (kind) => mapOf(kind),
    put(kind, key, document) {
      apply(kind, key, document);
      record([kind, key, document]);
    },
    delete(kind, key) {
      if (!mapOf(kind).has(key)) return;
      apply(kind, key, undefined);
      record([kind, key]);
    },
    act(action) {
      depth += 1;
      try {
        return action();
      } finally {
        depth -= 1;
        if (depth === 0) commit();
      }
    },
    watch(kind, watcher) {
      const list = watchers.get(kind) ?? [];
      list.push(watcher as unknown as Watcher<Kind>);
      watchers.set(kind, list);
    },
    afterCommit(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    load() {
      for (const [kind, key, document] of journal?.read() ?? []) apply(kind, key, document as Shapes[Kind]);
    },
    version: () => version,
    close: () => journal?.close(),
  };
}
