import type { SeenMessage, SeenPost } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from './desk.ts';
import { eventually } from './eventually.ts';
import { judge, type Said, saidIn, wordsOf } from './expectations.ts';
import type { Random } from './random.ts';
import type { withSecondBoard } from './second-board.ts';

const NAMES = ['eva', 'fabio'];
const TROUBLES = ['removed', 'no rights', '429'] as const;
const LONG_SECONDS = 300;

type Board = 0 | 1;

/** Words may wait for a board, so words written before a move may stand on the board after the move. */
type Placed = Said & { boards: Set<Board> };

type Mover = { name: string; board: Board; toThread: Placed[]; toClient: Said[] };

type Day = { newWords(side: 'c' | 'a'): Said; isTakenIn(): Promise<void>; pass(ms: number): void };

/** Clients of a desk with two boards, who are moved between the boards. A board alone is in trouble for a while. */
export class Movers {
  readonly #desk: TestDesk;
  readonly #random: Random;
  readonly #day: Day;
  readonly #chats: Record<Board, { channelId: number; groupId: number; agent: number }>;
  readonly #movers: Mover[] = NAMES.map((name) => ({ name, board: 0, toThread: [], toClient: [] }));

  constructor(
    desk: TestDesk,
    random: Random,
    { board, day }: { board: Awaited<ReturnType<typeof withSecondBoard>>; day: Day },
  ) {
    this.#desk = desk;
    this.#random = random;
    this.#day = day;
    const { channelId, groupId } = desk.sandbox;
    this.#chats = {
      0: { channelId, groupId, agent: desk.agent('bia').id },
      1: { ...board, agent: board.dora },
    };
  }

  names = (): string[] => NAMES;

  /** A client begins on each board. */
  async morning(): Promise<void> {
    for (const mover of this.#movers) this.#write(mover);
    await this.#desk.settle();
    const [first] = this.#movers;
    if (first !== undefined) await this.#move(first);
    await this.#desk.settle();
  }

  async step(): Promise<void> {
    const mover = this.#random.pick(this.#movers);
    const chance = this.#random.next();
    if (chance < 0.4) this.#write(mover);
    else if (chance < 0.65) this.#answer(mover);
    else if (chance < 0.9) await this.#move(mover);
    else await this.#trouble();
  }

  /** @returns all differences at the end */
  findings(repeats: number): { client: string; what: string; seen: unknown }[] {
    const { botId } = this.#desk.sandbox;
    return this.#movers.flatMap((mover) => {
      const { name, toThread, toClient } = mover;
      const threads = ([0, 1] as const).map((board) => saidIn(this.#comments(name, board), botId));
      // The threads of both boards come in the order of the boards, not of the time.
      const thread = judge(toThread, threads.flat());
      thread.disordered = threads.flatMap((found) => judge(toThread, found).disordered);
      const amiss = [thread, judge(toClient, saidIn(this.#desk.client(name).received(), botId))].filter(
        ({ repeated, ...rest }) => repeated > repeats || Object.values(rest).some((one) => one.length > 0),
      );
      const misplaced = ([0, 1] as const).flatMap((board) =>
        (threads[board] ?? []).filter((seen) =>
          toThread.some((said) => said.name === seen.name && !said.boards.has(board)),
        ),
      );
      const pinned = ([0, 1] as const).map(
        (board) => this.#posts(name, board).filter((post) => post.pinned).length,
      );
      const found = [];
      if (amiss.length > 0) found.push({ client: name, what: 'words are not as written', seen: amiss });
      if (misplaced.length > 0)
        found.push({ client: name, what: 'words are on the wrong board', seen: misplaced });
      if (pinned[mover.board] !== 1 || pinned[mover.board === 0 ? 1 : 0] !== 0)
        found.push({
          client: name,
          what: `pinned posts, where board ${mover.board} is the truth`,
          seen: pinned,
        });
      return found;
    });
  }

  #posts(name: string, board: Board): SeenPost[] {
    const opening = new RegExp(`^\\S+ ${this.#desk.client(name).id} 👤`, 'u');
    const posts = this.#desk.sandbox.views.channel(undefined, this.#chats[board].channelId);
    return posts.filter(({ text }) => opening.test(text));
  }

  #comments(name: string, board: Board): SeenMessage[] {
    const post = this.#posts(name, board).at(-1);
    const { channelId } = this.#chats[board];
    return post === undefined ? [] : this.#desk.sandbox.views.thread(post.id, undefined, channelId);
  }

  #write(mover: Mover): Placed {
    const said = { ...this.#day.newWords('c'), isPhoto: false, boards: new Set([mover.board]) };
    said.id = this.#desk.client(mover.name).writes(wordsOf(said));
    mover.toThread.push(said);
    return said;
  }

  /** @returns whether the thread of the client is there for the comment */
  #comment({ name, board }: Mover, text: string): boolean {
    const post = this.#posts(name, board).at(-1);
    if (post === undefined || this.#comments(name, board).length === 0) return false;
    const { agent, channelId } = this.#chats[board];
    this.#desk.sandbox.people.comment(agent, post.id, text, { channelId });
    return true;
  }

  #answer(mover: Mover): void {
    const said = { ...this.#day.newWords('a'), isPhoto: false };
    if (this.#comment(mover, wordsOf(said))) mover.toClient.push(said);
  }

  async #move(mover: Mover): Promise<void> {
    await this.#day.isTakenIn();
    const board = mover.board === 0 ? 1 : 0;
    if (!this.#comment(mover, `/mover ${board}`)) return;
    await this.#day.isTakenIn();
    mover.board = board;
    for (const { boards } of mover.toThread) boards.add(board);
  }

  /** The other board goes on in the time of the trouble. */
  async #trouble(): Promise<void> {
    const [first] = this.#movers;
    // Both boards have a client.
    if (first !== undefined && this.#movers.every(({ board }) => board === first.board))
      await this.#move(first);
    await this.#day.isTakenIn();
    const ill = this.#random.pick([0, 1] as const);
    const heal = this.#harm(ill);
    const healthy = this.#movers.filter(({ board }) => board !== ill);
    const waiting = this.#movers.filter(({ board }) => board === ill);
    for (const mover of waiting) this.#write(mover);
    for (const mover of healthy) {
      const said = this.#write(mover);
      await eventually(() => {
        this.#day.pass(1000);
        const seen = saidIn(this.#comments(mover.name, mover.board), this.#desk.sandbox.botId);
        if (!seen.some(({ name }) => name === said.name))
          throw new Error(`${wordsOf(said)} waits for the trouble of board ${ill}`);
      });
    }
    heal();
    await this.#day.isTakenIn();
  }

  /** @returns the way back */
  #harm(board: Board): () => void {
    const { people, faults, botId } = this.#desk.sandbox;
    const { groupId, channelId } = this.#chats[board];
    // In a group without the bot a reaction is parked, and the clients of the first board react.
    const trouble = this.#random.pick(board === 0 ? TROUBLES.filter((one) => one !== 'removed') : TROUBLES);
    if (trouble === '429') {
      const parameters = { retry_after: LONG_SECONDS };
      const description = `Too Many Requests: retry after ${LONG_SECONDS}`;
      faults.next({ method: 'sendMessage', chatId: groupId }, { error_code: 429, description, parameters });
      return () => this.#day.pass(LONG_SECONDS * 1000);
    }
    if (trouble === 'removed') {
      people.setRole(groupId, botId, 'kicked');
      return () => people.setBotRights(groupId, {});
    }
    people.setBotRights(channelId, { can_post_messages: false });
    return () => people.setBotRights(channelId, {});
  }
}
