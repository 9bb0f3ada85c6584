import { boardsOf } from '../world/boards.ts';
import type { Board } from '../world/shapes.ts';
import { assume, chosenOf } from '../world/assumptions.ts';
import { isMovable } from '../world/clock.ts';
import type { Budget, LimitMode, Limits } from '../bot-api/limits.ts';
import type { People } from '../people/people.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { seedClients } from '../people/seed-people.ts';
import type { Snapshot } from '../world/read-snapshot.ts';
import { emptyWorld, exportWorld, importWorld } from '../world/snapshot.ts';
import type { World } from '../world/world.ts';
import type { ControlState } from './state.ts';
import { addBoard, type NewBoard } from './add-board.ts';

type ControlParts = {
  world: World;
  people: People;
  limits: Limits;
  botId: number;
  channelId: number;
};

/** Acts that no person in Telegram can do: time, limits, and the whole state at once. */
export type Control = {
  advance(ms: number): void;
  limit(mode: LimitMode): void;
  export(): Snapshot;
  import(snapshot: unknown): void;
  /** All chats are empty, the team is left, and new clients are there. */
  reset(): void;
  /** Adds a channel with a group. The bot is an administrator of both. */
  addBoard(board: NewBoard): Board;
  /**
   * Changes an assumption about the real Telegram, until the sandbox stops.
   *
   * @throws Error that names the choices
   */
  assume(name: string, value: unknown): void;
  /** How much the bot has spent in a chat lately. */
  budget(chatId: number): Budget;
  /** The current state. */
  show(): ControlState;
};

const LONGEST_STEP_MS = 30 * 24 * 3_600_000;

export function createControl({ world, people, limits, botId, channelId }: ControlParts): Control {
  const { clock, docs } = world;
  const groupId = (): number => docs.get('world', 'world')?.groupId ?? 0;

  return {
    advance(ms) {
      if (!isMovable(clock)) throw new RefusedAct('drivenTime');
      if (!(ms > 0 && ms <= LONGEST_STEP_MS)) throw new RefusedAct('farAhead');
      clock.advance(ms);
      const place = docs.get('world', 'world');
      if (place !== undefined) docs.put('world', 'world', { ...place, aheadMs: clock.aheadMs() });
    },
    limit: (mode) => limits.setMode(mode),
    export: () => exportWorld(world, botId),
    import: (snapshot) => importWorld(world, botId, snapshot),
    reset: () =>
      docs.act(() => {
        emptyWorld(world, botId);
        seedClients(people);
      }),
    assume: (name, value) => assume(world.assumptions, name, value),
    addBoard: (board) => addBoard(world, botId, board),
    budget: (chatId) => limits.budget(botId, chatId),
    show: () => ({
      limits: limits.mode(),
      assumptions: chosenOf(world.assumptions),
      budgets: {
        channel: limits.budget(botId, channelId),
        group: limits.budget(botId, groupId()),
        all: limits.budget(botId),
      },
      boards: boardsOf(world, botId).map((board) => ({
        ...board,
        budgets: {
          channel: limits.budget(botId, board.channelId),
          group: limits.budget(botId, board.groupId),
        },
      })),
      aheadMs: isMovable(clock) ? clock.aheadMs() : null,
    }),
  };
}
