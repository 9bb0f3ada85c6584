import type { Fault } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from './desk.ts';
import { eventually } from './eventually.ts';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import { judge, type Said, saidIn, wordsOf } from './expectations.ts';
import type { Random } from './random.ts';

const tooMany = (seconds: number): Fault => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

const FAULTS: Fault[] = [
  'drop-before',
  'drop-after',
  { error_code: 502, description: 'Bad Gateway' },
  { error_code: 500, description: 'Internal Server Error: restart' },
  tooMany(1),
  tooMany(30),
  { delayMs: 5 },
];
const METHODS =
  'sendMessage sendMessage copyMessage sendMediaGroup editMessageText editMessageCaption deleteMessage pinChatMessage unpinChatMessage setMessageReaction getUpdates getChatAdministrators getChatMember getChatMemberCount'.split(
    ' ',
  );
const NAMES = ['ana', 'bruno', 'carla', 'davi'];
const EMOJI = ['👍', '❤', '🔥', null];
const GLYPHS = ['🟦', '🟩', '🟨', '🟧', '🟥'];
/** Number of lanes with a call under way. */
const LANES = NAMES.length + 2;
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

/**
 * A day of random messages, edits, answers, reactions and commands. New people write, and an agent comes and goes. Calls
 * fail, updates come twice, the desk is killed and time jumps. The model here is separate from the desk.
 *
 * @returns all differences at the end
 */
export async function liveADay(desk: TestDesk, { next, pick }: Random, steps: number): Promise<Finding[]> {
  const clients = NAMES.map(aClient);
  for (const { name } of clients) desk.client(name).writes('oi');
  await desk.settle();
  // The desk listens now, so the desk learns of the join.
  /** People unknown to the desk. No agent answers. */
  const strangers: Client[] = [];
  const agents = { bia: desk.agent('bia'), caio: desk.agent('caio') };
  const { bia, caio } = agents;
  /** The members of the team. */
  let team: (keyof typeof agents)[] = ['bia', 'caio'];
  let count = 0;
  /** Number of calls with an unknown outcome. */
  let doubts = 0;

  const contentOf = (said: Said) => (said.isPhoto ? { photo: {}, caption: wordsOf(said) } : wordsOf(said));

  function newWords(side: 'c' | 'a'): Said {
    count += 1;
    return { name: `${side}${count}`, version: 0, id: 0, isPhoto: next() < 0.2 };
  }

  function breakSomething(): void {
    const fault = pick(FAULTS);
    if (fault === 'drop-after') doubts += 1;
    desk.sandbox.faults.next({ method: pick(METHODS) }, fault);
  }

  function clientWrites(client: Client): void {
    const said = newWords('c');
    said.id = desk.client(client.name).writes(contentOf(said));
    if (client.state === 'banned') return;
    client.state = 'served';
    client.toThread.push(said);
  }

  function agentWrites(client: Client): void {
    const by = pick(['bia', 'bia', 'caio'] as const);
    const said = { ...newWords('a'), by };
    said.id = agents[by].comments(client.name, contentOf(said));
    if (client.state !== 'banned' && team.includes(by)) client.toClient.push(said);
  }

  function strangerWrites(): void {
    const stranger = aClient(`stranger ${strangers.length}`);
    strangers.push(stranger);
    clientWrites(stranger);
  }

  async function caioComesOrGoes(): Promise<void> {
    // Memberships and messages then come in separate queues (`FACTS.md #34`).
    if (desk.isDelivered()) await isTakenIn();
    const isThere = team.includes('caio');
    team = isThere ? ['bia'] : ['bia', 'caio'];
    desk.sandbox.people.setRole(desk.sandbox.channelId, caio.id, isThere ? 'left' : 'member');
    if (desk.isDelivered()) await isTakenIn();
  }

  function somebodyReacts(client: Client): void {
    if (client.state === 'banned') return;
    const emoji = pick(EMOJI);
    const by = pick<string>([...team, client.name]);
    const side = by === client.name ? 'ofClient' : 'ofTeam';
    const standing = client[side];
    // No change, so no update.
    if (standing.some((one) => one.by === by && one.emoji === emoji)) return;
    const others = standing.filter((one) => one.by !== by);
    client[side] = emoji === null ? others : [...others, { by, emoji }];
    const { id } = desk.client(by);
    const { groupId, people } = desk.sandbox;
    if (side === 'ofClient') people.react(id, id, client.first.client, emoji);
    else people.react(id, groupId, client.first.thread, emoji);
  }

  function somebodyEdits(client: Client): void {
    const said = pick<(Said & { by?: string })[]>([client.toThread, client.toClient]).at(
      -1 - Math.floor(next() * 4),
    );
    if (said === undefined || client.state === 'banned') return;
    const author = said.by ?? client.name;
    if (author === 'caio' && !team.includes(author)) return;
    said.version += 1;
    if (said.by !== undefined) desk.agent(author).editsComment(said.id, contentOf(said));
    else desk.client(author).edits(said.id, contentOf(said));
  }

  /** Telegram's time passes as well: a chat with a refused update pauses by Telegram's time. */
  function pass(ms: number): void {
    desk.pass(ms);
    if (desk.isDelivered()) desk.sandbox.control.advance(ms);
  }

  const isTakenIn = (): Promise<void> =>
    eventually(() => {
      pass(1000);
      if (desk.sandbox.pending().updates > 0) throw new Error('Updates are not taken in');
    });

  /** Acts of both sides at the same moment come in any order, so the expected result would be unknown. */
  async function agentCommands(client: Client): Promise<void> {
    await isTakenIn();
    const command = pick(['/p', '/p', '/p', '/fs', '/ban']);
    client.state = command === '/p' ? 'served' : command === '/fs' ? 'closed' : 'banned';
    client.level = command === '/p' ? pick([1, 2, 3, 4, 5]) : 1;
    bia.comments(client.name, command === '/p' ? `/p ${client.level}` : command);
    await isTakenIn();
  }

  async function step(): Promise<void> {
    if (next() < 0.2) breakSomething();
    const client = pick(clients);
    const chance = next();
    if (chance < 0.34) clientWrites(client);
    else if (chance < 0.35) strangerWrites();
    else if (chance < 0.63) agentWrites(client);
    else if (chance < 0.65) await caioComesOrGoes();
    else if (chance < 0.74) somebodyEdits(client);
    else if (chance < 0.81) somebodyReacts(client);
    else if (chance < 0.9) await agentCommands(client);
    else if (chance < 0.93) {
      if (!desk.isDelivered()) desk.sandbox.faults.redeliverLast();
    } else if (chance < 0.95) {
      doubts += LANES;
      await desk.crash();
    } else if (chance < 0.96) await desk.restart();
    else pass(pick([1000, 1000, 60_000]));
  }

  async function evening(): Promise<void> {
    desk.sandbox.faults.clear();
    await isTakenIn();
    await eventually(async () => {
      pass(1000);
      for (const { name } of [...clients, ...strangers]) {
        const waiting = (await desk.inspect(name))?.waiting;
        if (waiting?.length !== 0) throw new Error(`${JSON.stringify(waiting)} waits for ${name}`);
      }
    });
    await desk.settle();
  }

  /** The newest standing reaction, as shown on the other side. */
  function reactions({ name, first, ofClient, ofTeam }: Client): Finding[] {
    const shown = (messages: SeenMessage[], id: number): string[] =>
      (messages.find(({ message_id }) => message_id === id)?.reactions ?? []).flatMap(({ userId, emoji }) =>
        userId === desk.sandbox.botId ? [emoji] : [],
      );
    const sides = {
      'in the thread': [ofClient, shown(desk.sandbox.views.group(), first.thread)],
      'to the client': [ofTeam, shown(desk.client(name).chat(), first.client)],
    } as const;
    return Object.entries(sides).flatMap(([where, [standing, seen]]) => {
      const truth = standing.at(-1)?.emoji;
      return seen[0] === truth ? [] : [{ client: name, what: `${where} not ${truth} is shown`, seen }];
    });
  }

  async function look(client: Client): Promise<Finding[]> {
    const { name, state, level, toThread, toClient } = client;
    const thread = judge(toThread, saidIn(desk.comments(name), desk.sandbox.botId));
    const chat = judge(toClient, saidIn(desk.client(name).received(), desk.sandbox.botId));
    const findings: Finding[] = [];
    const find = (what: string, seen: unknown): void => void findings.push({ client: name, what, seen });
    for (const [where, seen] of Object.entries({ thread, chat })) {
      const { repeated, ...amiss } = seen;
      if (Object.values(amiss).some((one) => one.length > 0))
        find(`${where} is not as it was written`, amiss);
      if (repeated > doubts * PARTS) find(`${where} repeats more than could not be known`, repeated);
    }
    const glyph = state === 'served' ? GLYPHS[level - 1] : state === 'closed' ? '⬜️' : '❌';
    const posts = desk.posts(name).map(({ text, pinned }) => ({ glyph: text.split(' ')[0], pinned }));
    const isTrue = posts[0]?.glyph === glyph && posts[0]?.pinned === (state === 'served');
    if (posts.length !== 1 || !isTrue) find(`posts, where ${glyph} is the truth`, posts);
    findings.push(...reactions(client));
    const parked = (await desk.inspect(name))?.parked ?? [];
    if (parked.length > 0) find('something is parked', parked);
    return findings;
  }

  /** A reply on a side is a reply to the counterpart on the other side. */
  async function answer({ name, toThread, toClient }: Client): Promise<Finding[]> {
    const findings: Finding[] = [];
    const heard = toClient.findLast(({ isPhoto }) => !isPhoto);
    const message =
      heard &&
      desk
        .client(name)
        .received()
        .findLast(({ text }) => text?.includes(wordsOf(heard)));
    if (heard !== undefined && message !== undefined) {
      const about = { replyTo: message.message_id, quote: wordsOf(heard) };
      desk.client(name).writes('de acordo', about);
      await desk.settle();
      const seen = desk.comments(name).findLast(({ text }) => text === 'de acordo')
        ?.reply_to_message?.message_id;
      if (seen !== heard.id) findings.push({ client: name, what: `answers ${heard.id} of the thread`, seen });
    }
    const own = toThread.findLast(({ isPhoto }) => !isPhoto);
    const copy = own && desk.comments(name).findLast(({ text }) => text?.includes(wordsOf(own)));
    if (own !== undefined && copy !== undefined) {
      bia.comments(name, 'entendi', { replyTo: copy.message_id, quote: wordsOf(own) });
      await desk.settle();
      const got = desk.client(name).received().at(-1);
      const seen = { text: got?.text, to: got?.reply_to_message?.message_id };
      if (seen.text !== 'entendi' || seen.to !== own.id) {
        findings.push({ client: name, what: `gets the answer to ${own.id}`, seen });
      }
    }
    return findings;
  }

  await desk.settle();
  for (const { name, first } of clients) {
    first.client = desk.client(name).chat()[0]?.message_id ?? 0;
    first.thread = desk.comments(name)[0]?.message_id ?? 0;
  }
  for (let done = 0; done < steps; done += 1) await step();
  await evening();
  const findings: Finding[] = [];
  for (const client of [...clients, ...strangers]) findings.push(...(await look(client)));
  for (const client of clients) if (client.state !== 'banned') findings.push(...(await answer(client)));
  return findings;
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
