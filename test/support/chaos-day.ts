import { FAULTS, METHODS } from './chaos-faults.ts';
import { Movers } from './chaos-boards.ts';
import type { TestDesk } from './desk.ts';
import { eventually } from './eventually.ts';
import {
  aClient,
  type Client,
  contentOf,
  differencesOf,
  differencesOfReplies,
  type Finding,
} from './chaos-client.ts';
import type { Said } from './expectations.ts';
import { Guests } from './guests.ts';
import type { Random } from './random.ts';
import { withSecondBoard } from './second-board.ts';

const NAMES = ['ana', 'bruno', 'carla', 'davi'];
const EMOJI = ['👍', '❤', '🔥', null];
/** Most lanes with a call under way: of clients, guests, the channel and the desk. */
const LANES = NAMES.length + 5;
/** Most messages in a call. */
const PARTS = 40;

/**
 * A day of random messages, edits, answers, reactions and commands. New people write, and an agent comes and goes. Calls
 * fail, updates come twice, clients are erased, the desk is killed and time jumps. The model here is separate from the desk.
 *
 * On about half of the days the desk has a second board, with clients who are moved between the boards.
 *
 * @returns all differences at the end
 */
export async function liveADay(desk: TestDesk, random: Random, steps: number): Promise<Finding[]> {
  for (const name of NAMES) desk.client(name).writes('oi');
  await desk.settle();
  // The desk listens now, so the desk learns of the join.
  const day = new ChaosDay(desk, random, { bia: desk.agent('bia'), caio: desk.agent('caio') });
  if (random.next() < 0.5) await day.addBoard();
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
  readonly #random: Random;
  /** On a day with two boards. */
  #movers: Movers | undefined;
  readonly #agents: Record<AgentName, ReturnType<TestDesk['agent']>>;
  /** The members of the team. */
  #team: AgentName[] = ['bia', 'caio'];
  #count = 0;
  /** Number of calls with an unknown outcome. */
  #unconfirmed = 0;

  constructor(desk: TestDesk, random: Random, agents: Record<AgentName, ReturnType<TestDesk['agent']>>) {
    this.#desk = desk;
    this.#random = random;
    this.#next = random.next;
    this.#pick = random.pick;
    this.#guests = new Guests(desk, random, {
      newWords: (side) => ({ ...this.#newWords(side), isPhoto: false }),
      isTakenIn: () => this.#isTakenIn(),
      crash: () => this.#crash(),
    });
    this.#agents = agents;
  }

  async addBoard(): Promise<void> {
    const board = await withSecondBoard(this.#desk);
    const day = {
      newWords: (side: 'c' | 'a') => this.#newWords(side),
      isTakenIn: () => this.#isTakenIn(),
      pass: (ms: number) => this.#pass(ms),
    };
    this.#movers = new Movers(this.#desk, this.#random, { board, day });
    await this.#movers.morning();
    // The desk asks about everybody on the new board. An agent whose membership is unknown waits, and the others do not.
    for (const agent of Object.values(this.#agents)) agent.comments(NAMES[0] ?? '', '# bom dia');
    await this.#desk.settle();
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
    if (this.#movers !== undefined && this.#next() < 0.15) return this.#movers.step();
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
      for (const name of [...clients, ...this.#guests.names(), ...(this.#movers?.names() ?? [])]) {
        const waiting = (await this.#desk.inspect(name))?.waiting;
        if (waiting?.length !== 0) throw new Error(`${JSON.stringify(waiting)} waits for ${name}`);
      }
    });
    await this.#desk.settle();
  }

  async findings(): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const client of [...this.#clients, ...this.#strangers])
      findings.push(...(await differencesOf(client, this.#desk, this.#unconfirmed * PARTS)));
    for (const client of this.#clients) {
      if (client.state !== 'banned') findings.push(...(await differencesOfReplies(client, this.#desk)));
    }
    findings.push(...(this.#movers?.findings(this.#unconfirmed * PARTS) ?? []));
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
}
