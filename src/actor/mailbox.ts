/** One task at a time per key, in the order of the calls; different keys run side by side. */
type Mailboxes<K> = {
  run<T>(key: K, task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is left to run, including later additions. */
  idle(): Promise<void>;
};

export function createMailboxes<K>(): Mailboxes<K> {
  const tails = new Map<K, Promise<unknown>>();
  return {
    run(key, task) {
      const previous = tails.get(key) ?? Promise.resolve();
      const result = previous.then(task, task);
      const leave = () => {
        if (tails.get(key) === tail) tails.delete(key);
      };
      const tail: Promise<void> = result.then(leave, leave);
      tails.set(key, tail);
      return result;
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
