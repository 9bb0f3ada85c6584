import type { BoardState, ConsoleState, SeenMessage, SeenPost } from '../control/state.ts';

/** The name of a board's list in the state. Lists of the first board have no prefix. */
export const listName = (state: ConsoleState, boardId: number, list: string): string =>
  boardId === state.channelId ? list : `boards/${boardId}/${list}`;

export const postsIn = (state: ConsoleState, boardId: number): SeenPost[] =>
  boardId === state.channelId ? state.posts : ((state.boardLists[`${boardId}/posts`] ?? []) as SeenPost[]);

export const threadIn = (state: ConsoleState, boardId: number, postId: number): SeenMessage[] =>
  boardId === state.channelId
    ? (state.threads[postId] ?? [])
    : ((state.boardLists[`${boardId}/threads/${postId}`] ?? []) as SeenMessage[]);

export const looseIn = (state: ConsoleState, boardId: number): SeenMessage[] =>
  boardId === state.channelId ? state.loose : ((state.boardLists[`${boardId}/loose`] ?? []) as SeenMessage[]);

/** The key of a thread in drafts and in notes of seen messages. */
export const threadKey = (boardId: number, postId: number): string => `t:${boardId}:${postId}`;

export const titleOf = ({ channel }: BoardState): string => channel.title ?? '';
