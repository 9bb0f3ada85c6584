import type { Guard, Write } from '../actor/changes.ts';
import { DefectError } from '../base/errors.ts';

/** A commit touches few keys, whatever the message. More keys are a defect of the builder of the writes. */
const MOST_KEYS = 40;

/** Between the texts of one argument. JSON never contains the separator. */
const SEPARATOR = '\u001f';

function countOf(sought: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) count += 1;
  return count;
}

/**
 * The keys and the arguments of a script, in the order in which the script reads them (lua/include/arguments.lua).
 * Plain texts: to quote a record as JSON in JSON, and to decode both, would cost more than all writes of a commit.
 */
export class ScriptArguments {
  readonly keys: string[];
  readonly #texts: string[] = [];
  readonly #places = new Map<string, string>();

  /** @param first keys that the script knows by place */
  constructor(first: readonly string[]) {
    this.keys = [...first];
  }

  /**
   * All texts as one argument, because ioredis takes about 0.5 µs for each argument. A text that contains the separator is
   * rare: then each text is an argument, and an empty one behind tells the two forms apart.
   */
  args(): string[] {
    const all = this.#texts.join(SEPARATOR) + SEPARATOR;
    return countOf(SEPARATOR, all) === this.#texts.length ? [all] : [...this.#texts, ''];
  }

  text(text: string): void {
    this.#texts.push(text);
  }

  /** A text that may be absent. */
  optional(text: string | null | undefined): void {
    this.#texts.push(text === null || text === undefined ? '' : `=${text}`);
  }

  flag(is: boolean): void {
    this.#texts.push(is ? '1' : '');
  }

  list<T>(items: readonly T[], add: (item: T) => void): void {
    this.#texts.push(String(items.length));
    for (const item of items) add(item);
  }

  /** @throws DefectError when there are too many keys */
  key(key: string): void {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = String(this.keys.push(key));
      this.#places.set(key, place);
      if (this.keys.length > MOST_KEYS)
        throw new DefectError(`A commit touches over ${MOST_KEYS} keys, among them ${key}`);
    }
    this.#texts.push(place);
  }

  guards(guards: readonly Guard[]): void {
    this.list(guards, ({ key, field, is, otherwise }) => {
      this.key(key);
      this.optional(field);
      this.optional(is);
      this.text(otherwise);
    });
  }

  /** Expiries stand apart, behind the other writes: a key expires once, by its first expiry. */
  writes(writes: readonly Write[]): void {
    const expiries = new Map<string, string | number>();
    const others = writes.filter((write) => {
      const [command, key, ms] = write;
      if (command !== 'PEXPIRE') return true;
      if (ms !== undefined && !expiries.has(key)) expiries.set(key, ms);
      return false;
    });
    this.list(others, (write) => {
      this.#texts.push(write[0], String(write.length - 2));
      this.key(write[1]);
      for (let i = 2; i < write.length; i += 1) this.#texts.push(String(write[i]));
    });
    this.list([...expiries], ([key, ms]) => {
      this.key(key);
      this.text(String(ms));
    });
  }
}
