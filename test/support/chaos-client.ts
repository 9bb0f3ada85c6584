import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from './desk.ts';
import { judge, type Said, saidIn, wordsOf } from './expectations.ts';

const GLYPHS = ['🟦', '🟩', '🟨', '🟧', '🟥'];

type AgentSaid = Said & { by: string };

/** A client of a chaos day, as the conversation must be. */
export type Client = {
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
export type Finding = { client: string; what: string; seen: unknown };

export const contentOf = (said: Said) =>
  said.isPhoto ? { photo: {}, caption: wordsOf(said) } : wordsOf(said);

export const aClient = (name: string): Client => ({
  name,
  state: 'served',
  level: 1,
  toThread: [],
  toClient: [],
  first: { client: 0, thread: 0 },
  ofClient: [],
  ofTeam: [],
});

/** The newest standing reaction, as shown on the other side. */
function reactionsOf({ name, first, ofClient, ofTeam }: Client, desk: TestDesk): Finding[] {
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

/** @param repeats most messages that may stand twice, because the outcome of a call was unknown */
export async function differencesOf(client: Client, desk: TestDesk, repeats: number): Promise<Finding[]> {
  const { name, state, level, toThread, toClient } = client;
  const thread = judge(toThread, saidIn(desk.comments(name), desk.sandbox.botId));
  const chat = judge(toClient, saidIn(desk.client(name).received(), desk.sandbox.botId));
  const findings: Finding[] = [];
  const find = (what: string, seen: unknown): void => void findings.push({ client: name, what, seen });
  for (const [where, seen] of Object.entries({ thread, chat })) {
    const { repeated, ...amiss } = seen;
    if (Object.values(amiss).some((one) => one.length > 0)) find(`${where} is not as it was written`, amiss);
    if (repeated > repeats) find(`${where} repeats more than could not be known`, repeated);
  }
  const glyph = state === 'served' ? GLYPHS[level - 1] : state === 'closed' ? '⬜️' : '❌';
  const posts = desk.posts(name).map(({ text, pinned }) => ({ glyph: text.split(' ')[0], pinned }));
  const isTrue = posts[0]?.glyph === glyph && posts[0]?.pinned === (state === 'served');
  if (posts.length !== 1 || !isTrue) find(`posts, where ${glyph} is the truth`, posts);
  findings.push(...reactionsOf(client, desk));
  const parked = (await desk.inspect(name))?.parked ?? [];
  if (parked.length > 0) find('something is parked', parked);
  return findings;
}

/** A reply on a side is a reply to the counterpart on the other side. */
export async function differencesOfReplies(
  { name, toThread, toClient }: Client,
  desk: TestDesk,
): Promise<Finding[]> {
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
    desk.agent('bia').comments(name, 'entendi', { replyTo: copy.message_id, quote: wordsOf(own) });
    await desk.settle();
    const got = desk.client(name).received().at(-1);
    const seen = { text: got?.text, to: got?.reply_to_message?.message_id };
    if (seen.text !== 'entendi' || seen.to !== own.id) {
      findings.push({ client: name, what: `gets the answer to ${own.id}`, seen });
    }
  }
  return findings;
}
