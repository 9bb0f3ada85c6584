import { FAULTS, METHODS } from './chaos-faults.ts';
import type { TestDesk } from './desk.ts';
import { eventually } from './eventually.ts';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import { judge, type Said, saidIn, wordsOf } from './expectations.ts';
import { Guests } from './guests.ts';
import type { Random } from './random.ts';

const NAMES = ['ana', 'bruno', 'carla', 'davi'];
const EMOJI = ['👍', '❤', '🔥', null];
const GLYPHS = ['🟦', '🟩', '🟨', '🟧', '🟥'];
/** Most lanes with a call under way: of clients, guests, the channel and the desk. */
const LANES = NAMES.length + 5;
/** Most messages in a call. */
const PARTS = 40;

type AgentSaid = Said & { by: string };

type Client = {
  name: string;
  state: 'served' | 'closed' | 'banned';
  level: number;
  /** The expected messages in the thread and at the client. */
  toThread: Said[];
  toClient: AgentSaid[];
  /** The first message on both sides, and the reacting people, the newest last. */
  first: { client: number; thread: number };
  ofClient: Reaction[];
  ofTeam: Reaction[];
};

type Reaction = { by: string; emoji: string };

/** A difference from the expected state, in words. */
type Finding = { client: string; what: string; seen: unknown };

const contentOf = (said: Said) => (said.isPhoto ? { photo: {}, caption: wordsOf(said) } : wordsOf(said));

/**
 * A day of random messages, edits, answers, reactions and commands. New people write, and an agent comes and goes. Calls
 * fail, updates come twice, clients are erased, the desk is killed and time jumps. The model here is separate from the desk.
 *
 * @returns all differences at the end
 */
export async function liveADay(desk: TestDesk, random: Random, steps: number): Promise<Finding[]> {
  for (const name of NAMES) desk.client(name).writes('oi');
  await desk.settle();
  // The desk listens now, so the desk learns of the join.
  const day = new ChaosDay(desk, random, { bia: desk.agent('bia'), caio: desk.agent('caio') });
  await day.morning();
  for (let done = 0; done < steps; done += 1) await day.step();
  await day.evening();
  return day.findings();
}

type AgentName = 'bia' | 'caio';

class ChaosDay {
  readonly #desk: TestDesk;
  readonly #next: Random['next'];
  readonly #pick: Random['pick'];
  readonly #clients = NAMES.map(aClient);
  /** People unknown to the desk. No agent answers. */
  readonly #strangers: Client[] = [];
  readonly #guests: Guests;
  readonly #agents: Record<AgentName, ReturnType<TestDesk['agent']>>;
  /** The members of the team. */
  #team: AgentName[] = ['bia', 'caio'];
  #count = 0;
  /** Number of calls with an unknown outcome. */
  #unconfirmed = 0;

  constructor(desk: TestDesk, random: Random, agents: Record<AgentName, ReturnType<TestDesk['agent']>>) {
    this.#desk = desk;
    this.#next = random.next;
    this.#pick = random.pick;
    this.#guests = new Guests(desk, random, {
      newWords: (side) => ({ ...this.#newWords(side), isPhoto: false }),
      isTakenIn: () => this.#isTakenIn(),
      crash: () => this.#crash(),
    });
    this.#agents = agents;
  }

  async morning(): Promise<void> {
    await this.#desk.settle();
    for (const { name, first } of this.#clients) {
      first.client = this.#desk.client(name).chat()[0]?.message_id ?? 0;
      first.thread = this.#desk.comments(name)[0]?.message_id ?? 0;
    }
  }

  async step(): Promise<void> {
    if (this.#next() < 0.2) this.#breakSomething();
    const client = this.#pick(this.#clients);
    const chance = this.#next();
    if (chance < 0.26) this.#clientWrites(client);
    else if (chance < 0.34) await this.#guests.step();
    else if (chance < 0.35) this.#strangerWrites();
    else if (chance < 0.63) this.#agentWrites(client);
    else if (chance < 0.65) await this.#caioComesOrGoes();
    else if (chance < 0.74) this.#somebodyEdits(client);
    else if (chance < 0.81) this.#somebodyReacts(client);
    else if (chance < 0.9) await this.#agentCommands(client);
    else if (chance < 0.93) {
      if (!this.#desk.isDelivered()) this.#desk.sandbox.faults.redeliverLast();
    } else if (chance < 0.95) await this.#crash();
    else if (chance < 0.96) await this.#desk.restart();
    else this.#pass(this.#pick([1000, 1000, 60_000]));
  }

  async evening(): Promise<void> {
    this.#desk.sandbox.faults.clear();
    await this.#isTakenIn();
    await eventually(async () => {
      this.#pass(1000);
      const clients = [...this.#clients, ...this.#strangers].map(({ name }) => name);
      for (const name of [...clients, ...this.#guests.names()]) {
        const waiting = (await this.#desk.inspect(name))?.waiting;
        if (waiting?.length !== 0) throw new Error(`${JSON.stringify(waiting)} waits for ${name}`);
      }
    });
    await this.#desk.settle();
  }

  async findings(): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const client of [...this.#clients, ...this.#strangers]) findings.push(...(await this.#look(client)));
    for (const client of this.#clients) {
      if (client.state !== 'banned') findings.push(...(await this.#answer(client)));
    }
    return [...findings, ...(await this.#guests.findings(this.#unconfirmed * PARTS))];
  }

  #crash(): Promise<void> {
    this.#unconfirmed += LANES;
    return this.#desk.crash();
  }

  #newWords(side: 'c' | 'a'): Said {
    this.#count += 1;
    return { name: `${side}${this.#count}`, version: 0, id: 0, isPhoto: this.#next() < 0.2 };
  }

  #breakSomething(): void {
    const fault = this.#pick(FAULTS);
    if (fault === 'drop-after') this.#unconfirmed += 1;
    this.#desk.sandbox.faults.next({ method: this.#pick(METHODS) }, fault);
  }

  #clientWrites(client: Client): void {
    const said = this.#newWords('c');
    said.id = this.#desk.client(client.name).writes(contentOf(said));
    if (client.state === 'banned') return;
    client.state = 'served';
    client.toThread.push(said);
  }

  #agentWrites(client: Client): void {
    const by = this.#pick(['bia', 'bia', 'caio'] as const);
    const said = { ...this.#newWords('a'), by };
    said.id = this.#agents[by].comments(client.name, contentOf(said));
    if (client.state !== 'banned' && this.#team.includes(by)) client.toClient.push(said);
  }

  #strangerWrites(): void {
    const stranger = aClient(`stranger ${this.#strangers.length}`);
    this.#strangers.push(stranger);
    this.#clientWrites(stranger);
  }

  async #caioComesOrGoes(): Promise<void> {
    // Memberships and messages then come in separate queues (`FACTS.md #34`).
    if (this.#desk.isDelivered()) await this.#isTakenIn();
    const isThere = this.#team.includes('caio');
    this.#team = isThere ? ['bia'] : ['bia', 'caio'];
    this.#desk.sandbox.people.setRole(
      this.#desk.sandbox.channelId,
      this.#agents.caio.id,
      isThere ? 'left' : 'member',
    );
    if (this.#desk.isDelivered()) await this.#isTakenIn();
  }

  #somebodyReacts(client: Client): void {
    if (client.state === 'banned') return;
    const emoji = this.#pick(EMOJI);
    const by = this.#pick<string>([...this.#team, client.name]);
    const side = by === client.name ? 'ofClient' : 'ofTeam';
    const standing = client[side];
    // No change, so no update.
    if (standing.some((one) => one.by === by && one.emoji === emoji)) return;
    const others = standing.filter((one) => one.by !== by);
    client[side] = emoji === null ? others : [...others, { by, emoji }];
    const { id } = this.#desk.client(by);
    const { groupId, people } = this.#desk.sandbox;
    if (side === 'ofClient') people.react(id, id, client.first.client, emoji);
    else people.react(id, groupId, client.first.thread, emoji);
  }

  #somebodyEdits(client: Client): void {
    const said = this.#pick<(Said & { by?: string })[]>([client.toThread, client.toClient]).at(
      -1 - Math.floor(this.#next() * 4),
    );
    if (said === undefined || client.state === 'banned') return;
    const author = said.by ?? client.name;
    if (author === 'caio' && !this.#team.includes(author)) return;
    said.version += 1;
    if (said.by !== undefined) this.#desk.agent(author).editsComment(said.id, contentOf(said));
    else this.#desk.client(author).edits(said.id, contentOf(said));
  }

  /** Telegram's time passes as well: a chat with a refused update pauses by Telegram's time. */
  #pass(ms: number): void {
    this.#desk.pass(ms);
    if (this.#desk.isDelivered()) this.#desk.sandbox.control.advance(ms);
  }

  #isTakenIn(): Promise<void> {
    return eventually(() => {
      this.#pass(1000);
      if (this.#desk.sandbox.pending().updates > 0) throw new Error('Updates are not taken in');
    });
  }

  /** Acts of both sides at the same moment come in any order, so the expected result would be unknown. */
  async #agentCommands(client: Client): Promise<void> {
    await this.#isTakenIn();
    const command = this.#pick(['/p', '/p', '/p', '/fs', '/ban']);
    client.state = command === '/p' ? 'served' : command === '/fs' ? 'closed' : 'banned';
    client.level = command === '/p' ? this.#pick([1, 2, 3, 4, 5]) : 1;
    this.#agents.bia.comments(client.name, command === '/p' ? `/p ${client.level}` : command);
    await this.#isTakenIn();
  }

  /** The newest standing reaction, as shown on the other side. */
  #reactions({ name, first, ofClient, ofTeam }: Client): Finding[] {
    const shown = (messages: SeenMessage[], id: number): string[] =>
      (messages.find(({ message_id }) => message_id === id)?.reactions ?? []).flatMap(({ userId, emoji }) =>
        userId === this.#desk.sandbox.botId ? [emoji] : [],
      );
    const sides = {
      'in the thread': [ofClient, shown(this.#desk.sandbox.views.group(), first.thread)],
      'to the client': [ofTeam, shown(this.#desk.client(name).chat(), first.client)],
    } as const;
    return Object.entries(sides).flatMap(([where, [standing, seen]]) => {
      const truth = standing.at(-1)?.emoji;
      return seen[0] === truth ? [] : [{ client: name, what: `${where} not ${truth} is shown`, seen }];
    });
  }

  async #look(client: Client): Promise<Finding[]> {
    const { name, state, level, toThread, toClient } = client;
    const thread = judge(toThread, saidIn(this.#desk.comments(name), this.#desk.sandbox.botId));
    const chat = judge(toClient, saidIn(this.#desk.client(name).received(), this.#desk.sandbox.botId));
    const findings: Finding[] = [];
    const find = (what: string, seen: unknown): void => void findings.push({ client: name, what, seen });
    for (const [where, seen] of Object.entries({ thread, chat })) {
      const { repeated, ...amiss } = seen;
      if (Object.values(amiss).some((one) => one.length > 0))
        find(`${where} is not as it was written`, amiss);
      if (repeated > this.#unconfirmed * PARTS)
        find(`${where} repeats more than could not be known`, repeated);
    }
    const glyph = state === 'served' ? GLYPHS[level - 1] : state === 'closed' ? '⬜️' : '❌';
    const posts = this.#desk.posts(name).map(({ text, pinned }) => ({ glyph: text.split(' ')[0], pinned }));
    const isTrue = posts[0]?.glyph === glyph && posts[0]?.pinned === (state === 'served');
    if (posts.length !== 1 || !isTrue) find(`posts, where ${glyph} is the truth`, posts);
    findings.push(...this.#reactions(client));
    const parked = (await this.#desk.inspect(name))?.parked ?? [];
    if (parked.length > 0) find('something is parked', parked);
    return findings;
  }

  /** A reply on a side is a reply to the counterpart on the other side. */
  async #answer({ name, toThread, toClient }: Client): Promise<Finding[]> {
    const findings: Finding[] = [];
    const heard = toClient.findLast(({ isPhoto }) => !isPhoto);
    const message =
      heard &&
      this.#desk
        .client(name)
        .received()
        .findLast(({ text }) => text?.includes(wordsOf(heard)));
    if (heard !== undefined && message !== undefined) {
      const about = { replyTo: message.message_id, quote: wordsOf(heard) };
      this.#desk.client(name).writes('de acordo', about);
      await this.#desk.settle();
      const seen = this.#desk.comments(name).findLast(({ text }) => text === 'de acordo')
        ?.reply_to_message?.message_id;
      if (seen !== heard.id) findings.push({ client: name, what: `answers ${heard.id} of the thread`, seen });
    }
    const own = toThread.findLast(({ isPhoto }) => !isPhoto);
    const copy = own && this.#desk.comments(name).findLast(({ text }) => text?.includes(wordsOf(own)));
    if (own !== undefined && copy !== undefined) {
      this.#agents.bia.comments(name, 'entendi', { replyTo: copy.message_id, quote: wordsOf(own) });
      await this.#desk.settle();
      const got = this.#desk.client(name).received().at(-1);
      const seen = { text: got?.text, to: got?.reply_to_message?.message_id };
      if (seen.text !== 'entendi' || seen.to !== own.id) {
        findings.push({ client: name, what: `gets the answer to ${own.id}`, seen });
      }
    }
    return findings;
  }
}

const aClient = (name: string): Client => ({
  name,
  state: 'served',
  level: 1,
  toThread: [],
  toClient: [],
  first: { client: 0, thread: 0 },
  ofClient: [],
  ofTeam: [],
});
