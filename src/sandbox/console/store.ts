import type {
  BoardState,
  ConsoleState,
  Delta,
  SeenMessage,
  SeenPost,
  SeenUser,
  ShownCall,
} from '../control/state.ts';
import { postsIn, threadIn } from './boards.ts';
import { applyDelta } from './delta.ts';
import { adminsOf, clientsOf, membersOf, teamOf } from './people.ts';
import { loadState } from './server.ts';

export type View = 'client' | 'channel' | 'agent' | 'calls';

/** The person at the page chose these. */
type Choice = {
  clientId: number | null;
  /** The channel of the open board. */
  boardId: number | null;
  postId: number | null;
  /** True: the group stands in the place of a thread. */
  showsGroup: boolean;
  /** The author of comments, as `501:self`. */
  speaker: string | null;
  /** The member of the team whose private chat is shown. */
  agentId: number | null;
  view: View;
};

export type SpeakAs = 'self' | 'anonymous' | 'channel';

type Store = { state: ConsoleState | null; calls: ShownCall[]; choice: Choice };

const KEPT = 'balcao-choice';

const FIRST_CHOICE: Choice = {
  showsGroup: false,
  clientId: null,
  boardId: null,
  postId: null,
  speaker: null,
  agentId: null,
  view: 'client',
};

/** The page's knowledge (`state`) and the person's choices. */
export const store: Store = { state: null, calls: [], choice: { ...FIRST_CHOICE, ...restored() } };

const listeners = new Set<() => void>();
let loading: Promise<void> | null = null;
let isStale = false;

/** @throws before the first state has arrived; listeners run only after that */
export function loaded(): ConsoleState {
  if (store.state === null) throw new Error('The state has not arrived yet.');
  return store.state;
}

export function subscribe(listener: () => void): void {
  listeners.add(listener);
}

function notify(): void {
  if (store.state === null) return;
  for (const listener of listeners) listener();
}

export function choose(changes: Partial<Choice>): void {
  // A post takes the place of the group.
  const isPost = changes.postId !== undefined && changes.postId !== null;
  store.choice = { ...store.choice, ...changes, ...(isPost ? { showsGroup: false } : {}) };
  settleChoice();
  sessionStorage.setItem(KEPT, JSON.stringify(store.choice));
  notify();
}

const CALLS_KEPT = 100;

export function addCall(call: ShownCall): void {
  store.calls = [call, ...store.calls].slice(0, CALLS_KEPT);
}

/** Loads the state, and once more if a change arrived during the request. Resolves when `state` is new. */
export function refresh(): Promise<void> {
  isStale = true;
  loading ??= loadUntilFresh().finally(() => {
    loading = null;
  });
  return loading;
}

async function loadUntilFresh(): Promise<void> {
  try {
    while (isStale) {
      isStale = false;
      const state = await loadState();
      const isFirst = store.state === null;
      store.state = state;
      if (isFirst) store.calls = [...state.calls].reverse();
      settleChoice();
      notify();
    }
  } catch {
    isStale = false; // The event stream reports when the server is back, and the page loads everything again.
  }
}

/** Applies a change of the server. If an earlier change was missed, loads everything again. */
export function take(delta: Delta): void {
  const { state } = store;
  if (state === null || delta.to <= state.version) return;
  if (delta.from !== state.version) {
    void refresh();
    return;
  }
  store.state = applyDelta(state, delta);
  settleChoice();
  notify();
}

/** The board that is open. */
export function openBoard(): BoardState {
  const { boards } = loaded();
  const board = boards.find(({ channelId }) => channelId === store.choice.boardId) ?? boards[0];
  if (board === undefined) throw new Error('The bot has no board.');
  return board;
}

/** The posts of the open board. */
export const posts = (): SeenPost[] => postsIn(loaded(), openBoard().channelId);

/** The comments under a post of the open board. */
export const commentsOf = (postId: number): SeenMessage[] =>
  threadIn(loaded(), openBoard().channelId, postId);

/** The post that is open. */
export const openPost = (): SeenPost | undefined => posts().find((post) => post.id === store.choice.postId);

/** The author of the next comment. */
export function speakerOf({ speaker }: Choice): { userId: number; as: SpeakAs } | null {
  if (speaker === null) return null;
  const [userId, as] = speaker.split(':');
  return { userId: Number(userId), as: (as ?? 'self') as SpeakAs };
}

/** The author of the next post: the author of comments if an administrator, else the first administrator. */
export function poster(): SeenUser | undefined {
  const admins = adminsOf(loaded(), openBoard());
  return admins.find(({ id }) => id === speakerOf(store.choice)?.userId) ?? admins[0];
}

const firstOr = (list: readonly { id: number }[], id: number | null | undefined): number | null =>
  id !== null && id !== undefined && list.some((one) => one.id === id) ? id : (list[0]?.id ?? null);

/** Replaces a choice without its person or post by the first choice that exists. */
function settleChoice(): void {
  const { state, choice } = store;
  if (state === null) return;
  const boardIds = state.boards.map(({ channelId }) => ({ id: channelId }));
  store.choice = { ...choice, boardId: firstOr(boardIds, choice.boardId) };
  const speaker = speakerOf(choice);
  const speakerId = firstOr(membersOf(state, openBoard()), speaker?.userId);
  const isSame = speaker !== null && speakerId === speaker.userId;
  store.choice = {
    ...store.choice,
    clientId: firstOr(clientsOf(state), choice.clientId),
    postId: openPost() === undefined ? null : choice.postId,
    agentId: firstOr(teamOf(state), choice.agentId),
    speaker: isSame ? choice.speaker : speakerId === null ? null : `${speakerId}:self`,
  };
}

function restored(): Partial<Choice> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<Choice>;
  } catch {
    return {};
  }
}

/** The sandbox's time, in milliseconds. */
export const nowMs = (): number => Date.now() + (store.state?.control.aheadMs ?? 0);
