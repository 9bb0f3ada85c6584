import { setImmediate as turn, setTimeout as after } from 'node:timers/promises';
import { RefusedAct } from '../../src/sandbox/world/refused-act.ts';
import { createJournal } from '../../src/store/journal.ts';
import type { Owner } from '../../machines/ids.ts';
import { ownerOf } from '../../machines/owner.ts';
import { eventually } from './eventually.ts';
import type { RaceRow, RaceRows } from './race-row.ts';
import { type Scene, setScenes, type Stage } from './race-scene.ts';

/** The clients of a row: the same happens to both, and one of the two is erased at the same time. */
type Pair = { row: string; stays: Scene; leaves: Scene };

/** A difference from the expected state, in words. */
type Finding = { row: string; what: string; seen: unknown };

/** The most calls of the desk before an erasing. */
const CALLS = 10;

/**
 * Erases a client during each row, and asks the erased clients back.
 * @returns all differences
 */
export async function raceErasings(stage: Stage, rows: RaceRows): Promise<Finding[]> {
  const named = Object.entries(rows);
  const scenes = await setScenes(
    stage,
    named.flatMap((_row, index) => ['s', 'l'].map((side) => `${side}${String(index).padStart(3, '0')}`)),
  );
  const pairs: Pair[] = [];
  for (const [index, [row, acts]] of named.entries()) {
    const [stays, leaves] = scenes.slice(2 * index) as [Scene, Scene];
    const pair = { row, stays, leaves };
    pairs.push(pair);
    try {
      await race(pair, acts);
    } catch (cause) {
      throw new Error(`The race of the row "${row}" did not end`, { cause });
    }
  }
  const left = whatIsLeft(await stage.desk.held(), pairs);
  const sent = await comeTooLate(stage, pairs);
  const back = await comeBack(stage, pairs);
  return [...left, ...sent, ...back, ...mixUps(stage, pairs), ...(await eraseAgain(stage, pairs))];
}

async function race({ stays, leaves }: Pair, { prepares, acts }: RaceRow): Promise<void> {
  const { desk, random } = leaves;
  for (const scene of [stays, leaves]) await prepares?.(scene);
  await rest(leaves, [stays, leaves]);
  const calls = desk.sandbox.calls.length + Math.floor(random.next() * CALLS);
  const acted = { isOver: false };
  const erasing = (async () => {
    while (!acted.isOver && desk.sandbox.calls.length < calls) await turn();
    await erase(leaves);
  })();
  for (const scene of random.pick([
    [stays, leaves],
    [leaves, stays],
  ]))
    await acts(scene);
  acted.isOver = random.next() < 0.5;
  await rest(leaves, [stays]);
  acted.isOver = true;
  await erasing;
  await rest(leaves, [stays, leaves]);
  desk.sandbox.faults.clear();
}

const erase = ({ operator, id }: Scene) => operator('erase', String(id), '--yes');

/** Time passes until nothing of the clients waits. */
async function rest({ desk }: Stage, scenes: readonly Scene[]): Promise<void> {
  await eventually(async () => {
    desk.pass(1000);
    if (desk.sandbox.pending().updates > 0) throw new Error('Updates are not taken in');
    for (const { name } of scenes) {
      const waiting = (await desk.inspect(name))?.waiting ?? [];
      if (waiting.length > 0) throw new Error(`${JSON.stringify(waiting)} waits for ${name}`);
    }
  });
  // Words of other clients may wait for company.
  const settled = desk.settle().then(() => true);
  while (!(await Promise.race([settled, after(20, false)]))) desk.pass(1000);
}

type Held = ReadonlyMap<string, string>;

const keysWith = (held: Held, text: string): string[] =>
  [...held].flatMap(([key, value]) => (value.includes(text) ? [key] : []));

/** Words from before an erasing, in Redis. */
const whatIsLeft = (held: Held, pairs: readonly Pair[]): Finding[] =>
  pairs.flatMap(({ row, leaves: { before } }) => {
    const seen = keysWith(held, before);
    return seen.length === 0 ? [] : [{ row, what: 'words from before the erasing are kept', seen }];
  });

/** Comments in the old threads, after the erasings. */
async function comeTooLate(stage: Stage, pairs: readonly Pair[]): Promise<Finding[]> {
  for (const { leaves } of pairs) {
    try {
      leaves.comments('tarde demais');
    } catch (error) {
      // The thread is gone.
      if (!(error instanceof RefusedAct)) throw error;
    }
  }
  await rest(
    stage,
    pairs.map(({ leaves }) => leaves),
  );
  return pairs.flatMap(({ row, leaves: { client } }) =>
    client.texts().includes('tarde demais')
      ? [{ row, what: 'an old thread reaches', seen: client.texts() }]
      : [],
  );
}

/** The erased clients write again, and are new clients. */
async function comeBack(stage: Stage, pairs: readonly Pair[]): Promise<Finding[]> {
  const { desk } = stage;
  const back = pairs.filter(({ leaves: { client } }) => {
    try {
      client.unblocks();
      client.writes('voltei');
      return true;
    } catch (error) {
      // The account is deleted.
      if (!(error instanceof RefusedAct)) throw error;
      return false;
    }
  });
  const all = back.map(({ leaves }) => leaves);
  await rest(stage, all);
  const isServed = ({ name }: Scene) => desk.posts(name).length > 0 && desk.thread(name).includes('voltei');
  for (const { name } of all.filter(isServed)) desk.agent('bia').comments(name, 'bem-vinda');
  await rest(stage, all);
  return back.flatMap(({ row, leaves }) => {
    const { name, client } = leaves;
    const seen = { posts: desk.posts(name).map(({ text }) => text), texts: client.texts() };
    return isServed(leaves) && seen.posts.length === 1 && client.texts().at(-1) === 'bem-vinda'
      ? []
      : [{ row, what: 'a client who came back is not served', seen }];
  });
}

const MARK = /(?:Nome|antes|durante)-([sl]\d{3})/gu;

/** Words in a chat or a thread of another client. */
function mixUps({ desk, board }: Stage, pairs: readonly Pair[]): Finding[] {
  const { channelId, views } = desk.sandbox;
  const marks = (texts: readonly unknown[]): string[] => [
    ...new Set([...JSON.stringify(texts).matchAll(MARK)].map(([, mark = '']) => mark)),
  ];
  const found: Finding[] = [];
  for (const { row, ...both } of pairs) {
    for (const { name, client } of Object.values(both)) {
      const seen = marks(client.received());
      if (seen.some((mark) => !name.endsWith(mark)))
        found.push({ row, what: 'another client is heard', seen });
    }
  }
  for (const channel of [channelId, board.channelId]) {
    for (const { id } of views.channel(undefined, channel)) {
      const seen = marks(views.thread(id, undefined, channel));
      if (seen.length > 1)
        found.push({ row: `post ${id}`, what: 'a thread has words of several clients', seen });
    }
  }
  return found;
}

/** Keys that keep the id of an erased client: the tombstone, numbers, posts, roots, and marks that expire. */
const KEEPS = [
  'client',
  'posts',
  'roots',
  'applied',
  'membership',
  'album',
  'facts',
  'audit',
  'feature',
  'journal',
];

async function eraseAgain(stage: Stage, pairs: readonly Pair[]): Promise<Finding[]> {
  const { desk, board } = stage;
  const all = pairs.map(({ leaves }) => leaves);
  for (const scene of all) await erase(scene);
  await rest(stage, all);
  const posts = [desk.sandbox.channelId, board.channelId].flatMap((channel) =>
    desk.sandbox.views.channel(undefined, channel),
  );
  const held = await desk.held();
  const found: Finding[] = [];
  for (const { row, leaves } of pairs) {
    const { name, id } = leaves;
    const find = (what: string, seen: unknown): void => void found.push({ row, what, seen });
    const mark = name.replace('Nome', '');
    const words = keysWith(held, mark);
    if (words.length > 0) find('words or names are kept', words);
    const ids = keysWith(held, String(id)).filter((key) => !KEEPS.includes(desk.keys.kindOf(key)));
    if (ids.length > 0) find('the id is kept', ids);
    const shown = posts.filter(({ text }) => text.includes(mark) || text.includes(String(id)));
    if (shown.length > 0)
      find(
        'posts show the client',
        shown.map(({ text }) => text),
      );
    const seen = await desk.inspect(name);
    if (seen?.state !== 'erased' || seen.parked.length > 0) find('the client is not erased', seen);
  }
  return found;
}

/** The kinds of events and stored effects in the journals of the desk. */
export async function journaled({ desk }: Stage): Promise<{ events: Set<string>; effects: Set<string> }> {
  const { redis, keys } = desk;
  const found = { events: new Set<string>(), effects: new Set<string>() };
  const prefix = keys.journal('desk').slice(0, -'desk'.length);
  for await (const batch of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
    for (const key of batch as string[]) {
      const owner: Owner = ownerOf(key.slice(prefix.length));
      for (const { event, effects = [] } of await createJournal(redis, keys).last(owner, 50)) {
        if (event !== undefined) found.events.add(String(event['type']));
        for (const kind of effects) found.effects.add(kind);
      }
    }
  }
  return found;
}
