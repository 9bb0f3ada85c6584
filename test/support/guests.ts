import type { ClientId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { deskReactions } from '../../src/desk/features.ts';
import { eraseClient } from '../../src/cli/erase.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import type { TestDesk } from './desk.ts';
import { judge, type Said, saidIn, wordsOf } from './expectations.ts';
import type { Random } from './random.ts';
import { KEPT } from './stores.ts';

const NAMES = ['guest 0', 'guest 1', 'guest 2'];

/** A side of the conversation: words that must arrive, and words from before an erasing, which may have arrived. */
type Side = { due: Said[]; open: Said[] };

type Guest = { name: string; isErased: boolean; thread: Side; chat: Side; forgotten: string[] };

type Day = { newWords(side: 'c' | 'a'): Said; isTakenIn(): Promise<void>; crash(): Promise<void> };

/** People who write, are answered, and are erased at any moment of a day. Some come back as new clients. */
export class Guests {
  readonly #desk: TestDesk;
  readonly #random: Random;
  readonly #day: Day;
  readonly #guests: Guest[] = [];

  constructor(desk: TestDesk, random: Random, day: Day) {
    this.#desk = desk;
    this.#random = random;
    this.#day = day;
  }

  names = (): string[] => this.#guests.map(({ name }) => name);

  async step(): Promise<void> {
    const guest = this.#someGuest();
    const chance = this.#random.next();
    if (chance < 0.3 && guest.thread.due.length > 0) await this.#eraseAtAnyMoment(guest);
    else if (chance < 0.5 && this.#isAnswerable(guest)) this.#answer(guest);
    else this.#write(guest);
  }

  /** @returns all differences at the end, in words */
  async findings(repeats: number): Promise<{ client: string; what: string; seen: unknown }[]> {
    const found = [];
    for (const guest of this.#guests) {
      const isBack = guest.thread.due.length > 0;
      if (!isBack) await this.#erase(guest);
      await this.#desk.settle();
      const held = await this.#desk.keysHolding(...guest.forgotten, ...(isBack ? [] : [guest.name]));
      const posts = this.#desk.posts(guest.name).map(({ text }) => text);
      const parked = (await this.#desk.inspect(guest.name))?.parked;
      const amiss = isBack ? this.#amiss(guest, repeats) : [];
      const client = guest.name;
      if (held.length > 0) found.push({ client, what: 'an erased text is in Redis', seen: held });
      if (posts.length !== (isBack ? 1 : 0)) found.push({ client, what: 'posts', seen: posts });
      if (parked?.length !== 0) found.push({ client, what: 'something is parked', seen: parked });
      if (amiss.length > 0) found.push({ client, what: 'words are not as written', seen: amiss });
    }
    return found;
  }

  #someGuest(): Guest {
    const name = this.#random.pick(NAMES);
    const known = this.#guests.find((one) => one.name === name);
    const guest = known ?? {
      name,
      isErased: false,
      thread: { due: [], open: [] },
      chat: { due: [], open: [] },
      forgotten: [],
    };
    if (known === undefined) this.#guests.push(guest);
    return guest;
  }

  #write({ name, thread }: Guest): void {
    const said = this.#day.newWords('c');
    this.#desk.client(name).writes(wordsOf(said));
    thread.due.push(said);
  }

  /** In a thread from before an erasing nothing is relayed. */
  #isAnswerable = ({ name, isErased }: Guest): boolean =>
    !isErased && this.#desk.posts(name).length > 0 && this.#desk.comments(name).length > 0;

  #answer({ name, chat }: Guest): void {
    const said = this.#day.newWords('a');
    this.#desk.agent('bia').comments(name, wordsOf(said));
    chat.due.push(said);
  }

  /** Words that are not taken in at the erasing may be words of a new client. */
  async #eraseAtAnyMoment(guest: Guest): Promise<void> {
    const isCalm = this.#random.next() < 0.5;
    if (isCalm) await this.#day.isTakenIn();
    const areTakenIn = isCalm && !(await this.#isSetAside(guest));
    const erasing = this.#erase(guest);
    if (this.#random.next() < 0.3) await this.#day.crash();
    await erasing;
    const { thread, chat } = guest;
    guest.isErased = true;
    if (areTakenIn) {
      guest.forgotten.push(...[thread, chat].flatMap(({ due, open }) => [...due, ...open].map(wordsOf)));
      thread.open = [];
    } else thread.open.push(...thread.due);
    chat.open.push(...chat.due);
    thread.due = [];
    chat.due = [];
  }

  /** The desk may be deciding about the words at this moment. */
  async #isSetAside({ name }: Guest): Promise<boolean> {
    const { redis, keys } = this.#desk;
    return (await redis.sismember(keys.pendingPeople, this.#desk.client(name).id)) === 1;
  }

  #erase({ name }: Guest): Promise<void> {
    const { redis, keys, clock } = this.#desk;
    const clients = createClientStore(redis, keys, KEPT);
    const dispatch = createDispatchBeside(clients, { reactions: deskReactions() });
    const deps = { redis, keys, clients, dispatch };
    return eraseClient(this.#desk.client(name).id as ClientId, deps, clock.now());
  }

  #amiss({ name, thread, chat }: Guest, repeats: number): unknown[] {
    const { botId } = this.#desk.sandbox;
    const sides = [
      [thread, this.#desk.posts(name).length === 0 ? [] : this.#desk.comments(name)],
      [chat, this.#desk.client(name).received()],
    ] as const;
    return sides.flatMap(([{ due, open }, messages]) => {
      const { repeated, ...amiss } = judge([...open, ...due], saidIn(messages, botId));
      const missing = amiss.missing.filter((words) => due.some((said) => wordsOf(said) === words));
      const found = { ...amiss, missing };
      const isSo = Object.values(found).every((one) => one.length === 0) && repeated <= repeats;
      return isSo ? [] : [{ ...found, repeated }];
    });
  }
}
