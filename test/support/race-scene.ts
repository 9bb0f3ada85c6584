import type { AgentId, ClientId, ThreadMessageId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import type { CommentOptions } from '../../src/sandbox/people/comments.ts';
import type { Content } from '../../src/sandbox/people/people.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { createPendingUpdates } from '../../src/store/pending-updates.ts';
import type { TestDesk } from './desk.ts';
import { type OperatorCommand, operatorOf } from './operator.ts';
import type { Random } from './random.ts';
import type { withSecondBoard } from './second-board.ts';
import { KEPT } from './stores.ts';

type Board = Awaited<ReturnType<typeof withSecondBoard>>;

/** A desk with two boards, for a race. */
export type Stage = { desk: TestDesk; board: Board; random: Random };

/** A client of a race with a begun conversation. Words from before the race have `before`, words of the race `during`. */
export type Scene = Stage & {
  name: string;
  id: ClientId;
  before: string;
  during: string;
  post: number;
  /** The first message of the client and Bia's answer, in both chats, and Bia's note. */
  asked: { private: number; group: number };
  answered: { private: number; group: number };
  note: { group: number; n: number };
  client: ReturnType<TestDesk['client']>;
  /** Bia in the first thread of the client, whatever the post shows by now. */
  comments(content: Content, more?: CommentOptions): number;
  bia: number;
  operator(command: OperatorCommand, ...args: string[]): Promise<string>;
  /** Puts effects into the outbox of the client, as another process does. */
  orders(...effects: { kind: string; [field: string]: unknown }[]): Promise<unknown>;
};

export const photo = (caption: string): Content => ({ photo: {}, caption });

/** A text in the words of the chart. */
export const said = (text: string) => ({ kind: 'text', text, entities: [] }) as const;

/** All clients talk with Bia, and all is delivered. */
export async function setScenes(stage: Stage, marks: readonly string[]): Promise<Scene[]> {
  const { desk } = stage;
  const begun = marks.map((mark) => {
    const name = `Nome-${mark}`;
    desk.person(name, { firstName: name, premium: true });
    return { name, mark, asked: desk.client(name).writes(photo(`antes-${mark} foto`)) };
  });
  await desk.settle();
  const bia = desk.agent('bia');
  const talking = begun.map((one) => ({
    ...one,
    answer: bia.comments(one.name, `antes-${one.mark} resposta`),
    note: bia.comments(one.name, `# antes-${one.mark} nota`),
  }));
  await desk.settle();
  return Promise.all(talking.map((one) => aScene(stage, one)));
}

type Talking = { name: string; mark: string; asked: number; answer: number; note: number };

async function aScene(stage: Stage, { name, mark, asked, answer, note }: Talking): Promise<Scene> {
  const { desk } = stage;
  const client = desk.client(name);
  const id = client.id as ClientId;
  const bia = desk.agent('bia').id;
  const { id: post } = desk.post(name);
  const { botId, people } = desk.sandbox;
  const clients = createClientStore(desk.redis, desk.keys, KEPT);
  const dispatch = createDispatchBeside(clients);
  let orders = 0;
  // Words from elsewhere take the number of the note, because only the chart gives numbers.
  await desk.redis.hdel(desk.keys.threadNumbers(note as ThreadMessageId), String(note));
  const relayed = desk.comments(name).find(({ from }) => from?.id === botId);
  return {
    ...stage,
    name,
    id,
    before: `antes-${mark} `,
    during: `durante-${mark} `,
    post,
    asked: { private: asked, group: relayed?.message_id ?? 0 },
    answered: { private: client.received().at(-1)?.message_id ?? 0, group: answer },
    note: { group: note, n: (await clients.load(id))?.state.context.ticket.messages ?? 0 },
    client,
    comments: (content, more) => people.comment(bia, post, content, more),
    bia,
    operator: operatorOf(desk),
    orders: (...effects) =>
      dispatch({
        id: `race ${mark} ${(orders += 1)}`,
        at: desk.clock.now(),
        owner: id,
        actor: { kind: 'agent', id: bia as AgentId },
        effects,
      }),
  };
}

let updates = 900_000_000;

/** The desk takes in an update that no app of the sandbox sends. */
export async function takesIn({ desk, operator }: Scene, update: object): Promise<void> {
  updates += 1;
  const raw = { update_id: updates, ...update };
  await createPendingUpdates(desk.redis, desk.keys).park(raw, 'race', desk.clock.now());
  await operator('parked', 'retry', 'updates', String(updates));
  desk.pass(1000);
}
