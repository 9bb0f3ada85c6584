import type { Fault } from '../../src/sandbox/faults.ts';
import type { TestDesk } from './desk.ts';
import { eventually } from './eventually.ts';
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
  'sendMessage sendMessage copyMessage sendMediaGroup editMessageText editMessageCaption deleteMessage pinChatMessage unpinChatMessage getUpdates getChatAdministrators'.split(
    ' ',
  );
const NAMES = ['ana', 'bruno', 'carla', 'davi'];
const GLYPHS = ['🟦', '🟩', '🟨', '🟧', '🟥'];
/** Calls may be under way in so many lanes. */
const LANES = NAMES.length + 2;
/** So many messages leave at most in one call here. */
const PARTS = 40;

type Client = {
  name: string;
  state: 'served' | 'closed' | 'banned';
  level: number;
  /** What ought to stand in the thread, and at the client. */
  toThread: Said[];
  toClient: Said[];
};

/** What is not as it ought to be, in words for whoever has to find out why. */
export type Finding = { client: string; what: string; seen: unknown };

/**
 * A day on which clients and agents write, edit, answer and command at random while calls fail, updates come twice,
 * the desk is killed and time jumps. Who may have said what to whom is kept here, apart from the desk.
 *
 * @returns everything that is wrong in the end
 */
export async function liveADay(desk: TestDesk, { next, pick }: Random, steps: number): Promise<Finding[]> {
  const clients = NAMES.map(
    (name): Client => ({ name, state: 'served', level: 1, toThread: [], toClient: [] }),
  );
  const bia = desk.agent('bia');
  let count = 0;
  /** How often nobody could know whether a call had been carried out. */
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
    const said = newWords('a');
    said.id = bia.comments(client.name, contentOf(said));
    if (client.state !== 'banned') client.toClient.push(said);
  }

  function somebodyEdits(client: Client): void {
    const side = pick(['toThread', 'toClient'] as const);
    const said = client[side].at(-1 - Math.floor(next() * 4));
    if (said === undefined || client.state === 'banned') return;
    said.version += 1;
    if (side === 'toThread') desk.client(client.name).edits(said.id, contentOf(said));
    else bia.editsComment(said.id, contentOf(said));
  }

  const isTakenIn = (): Promise<void> =>
    eventually(() => {
      desk.pass(1000);
      if (desk.sandbox.pending().updates > 0) throw new Error('Updates are not taken in');
    });

  /** What both sides do at one moment may come in either order, so that nobody could say what ought to become of it. */
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
    if (chance < 0.4) clientWrites(client);
    else if (chance < 0.7) agentWrites(client);
    else if (chance < 0.8) somebodyEdits(client);
    else if (chance < 0.9) await agentCommands(client);
    else if (chance < 0.93) desk.sandbox.faults.redeliverLast();
    else if (chance < 0.95) {
      doubts += LANES;
      await desk.crash();
    } else if (chance < 0.96) await desk.restart();
    else desk.pass(pick([1000, 1000, 60_000]));
  }

  async function evening(): Promise<void> {
    desk.sandbox.faults.clear();
    await isTakenIn();
    await eventually(async () => {
      desk.pass(1000);
      for (const { name } of clients) {
        const waiting = (await desk.inspect(name))?.waiting ?? [];
        if (waiting.length > 0) throw new Error(`${JSON.stringify(waiting)} waits for ${name}`);
      }
    });
    await desk.settle();
  }

  async function look({ name, state, level, toThread, toClient }: Client): Promise<Finding[]> {
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
    const parked = (await desk.inspect(name))?.parked ?? [];
    if (parked.length > 0) find('something is parked', parked);
    return findings;
  }

  /** An answer to what was said on one side is an answer to the same on the other. */
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

  for (const name of NAMES) desk.client(name).writes('oi');
  await desk.settle();
  for (let done = 0; done < steps; done += 1) await step();
  await evening();
  const findings: Finding[] = [];
  for (const client of clients) findings.push(...(await look(client)));
  for (const client of clients) if (client.state !== 'banned') findings.push(...(await answer(client)));
  return findings;
}
