import {
  boardOf,
  type BoardNumber,
  FIRST_BOARD,
  type PostId,
  telegramId,
  type ThreadMessageId,
} from '../../machines/ids.ts';
import { DefectError } from '../base/errors.ts';
import type { ChatId } from './call.ts';

/** A channel with its discussion group. The id of the group and whether the channel is public change while the desk runs. */
export type Board = {
  readonly number: BoardNumber;
  name: string;
  readonly channelId: ChatId;
  groupId: ChatId;
  isPublic: boolean;
  /** False: removed. The number stays, because ids carry the number. */
  isServed: boolean;
};

/** A message in Telegram's words. */
export type Place = { chat_id: ChatId; message_id: number };

/** The chats of a desk: the bot, and a channel with its group per board. */
export class Boards {
  readonly botId: number;
  readonly #boards: Board[];
  readonly #followers: (() => void)[] = [];

  constructor(botId: number, boards: readonly Board[]) {
    this.botId = botId;
    this.#boards = [...boards];
  }

  /** The boards in service. */
  all(): readonly Board[] {
    return this.#boards.filter(({ isServed }) => isServed);
  }

  /** The board with the number, removed boards too. */
  find(number: BoardNumber): Board | undefined {
    return this.#boards.find((one) => one.number === number);
  }

  add(board: Board): void {
    this.#boards.push(board);
  }

  /** `follower` is called after each change of the boards. */
  follow(follower: () => void): void {
    this.#followers.push(follower);
  }

  changed(): void {
    for (const follower of this.#followers) follower();
  }

  get first(): Board {
    return this.at(FIRST_BOARD);
  }

  /** @throws DefectError when the desk has no such board */
  at(number: BoardNumber): Board {
    const board = this.find(number);
    if (board === undefined) throw new DefectError(`The desk has no board ${number}`);
    return board;
  }

  /** The message in its channel. */
  inChannel(post: PostId): Place {
    return { chat_id: this.at(boardOf(post)).channelId, message_id: telegramId(post) };
  }

  /** The message in its discussion group. */
  inGroup(message: ThreadMessageId): Place {
    return { chat_id: this.at(boardOf(message)).groupId, message_id: telegramId(message) };
  }

  /** The board of a channel. Undefined: no channel of the desk. */
  ofChannel(chat: ChatId | undefined): Board | undefined {
    return this.all().find(({ channelId }) => channelId === chat);
  }

  /** The board of a group. Undefined: no group of the desk. */
  ofGroup(chat: ChatId | undefined): Board | undefined {
    return this.all().find(({ groupId }) => groupId === chat);
  }
}
