import { applyDelta } from './delta.js';
import { loadState } from './server.js';

const KEPT = 'balcao-choice';

/** What the page knows (`state`), and what the person at it has chosen. */
export const store = {
  state: null,
  calls: [],
  choice: { clientId: null, postId: null, speaker: null, adminId: null, view: 'client', ...restored() },
};

const listeners = new Set();
let loading = null;
let isStale = false;

export function subscribe(listener) {
  listeners.add(listener);
}

function tell() {
  if (store.state === null) return;
  for (const listener of listeners) listener(store);
}

export function choose(changes) {
  store.choice = { ...store.choice, ...changes };
  settleChoice();
  sessionStorage.setItem(KEPT, JSON.stringify(store.choice));
  tell();
}

const CALLS_KEPT = 100;

export function addCall(call) {
  store.calls = [call, ...store.calls].slice(0, CALLS_KEPT);
}

/** At most one request at a time, and one more when something changed meanwhile. Resolves when `state` is new. */
export function refresh() {
  isStale = true;
  loading ??= loadUntilFresh().finally(() => {
    loading = null;
  });
  return loading;
}

async function loadUntilFresh() {
  try {
    while (isStale) {
      isStale = false;
      const state = await loadState();
      const isFirst = store.state === null;
      store.state = state;
      if (isFirst) store.calls = [...(state.calls ?? [])].reverse();
      settleChoice();
      tell();
    }
  } catch {
    isStale = false; // The event stream says when the server is back, and then everything is loaded again.
  }
}

/** What the server says is different. If something before it was missed, everything is loaded again. */
export function take(delta) {
  const { state } = store;
  if (state === null || delta.to <= state.version) return;
  if (delta.from !== state.version) {
    void refresh();
    return;
  }
  store.state = applyDelta(state, delta);
  settleChoice();
  tell();
}

export const isOut = (role) => role === 'left' || role === 'kicked';
export const clientsOf = (state) => state.users.filter((user) => isOut(user.channelRole));
export const teamOf = (state) => state.users.filter((user) => !isOut(user.channelRole) && !user.deactivated);
export const isAdmin = (user) => user.channelRole === 'creator' || user.channelRole === 'administrator';
export const adminsOf = (state) => teamOf(state).filter(isAdmin);
export const nameOf = (user) => [user.firstName, user.lastName].filter(Boolean).join(' ');
export const userOf = (state, id) => state.users.find((user) => user.id === id);
export const postOf = (state, id) => state.posts.find((post) => post.id === id);

/** Whose turn it is to comment: `{ userId, as }`, stored as `501:self`. */
export function speakerOf(choice) {
  if (choice.speaker === null) return null;
  const [userId, as] = choice.speaker.split(':');
  return { userId: Number(userId), as };
}

/** Who posts in the channel: whoever comments, if they administer it, else the first who does. */
export function posterOf({ state, choice }) {
  const admins = adminsOf(state);
  return admins.find(({ id }) => id === speakerOf(choice)?.userId) ?? admins[0];
}

/** A choice of someone or something that is no longer there falls back to the first. */
function settleChoice() {
  const { state, choice } = store;
  if (state === null) return;
  const first = (list, id) => (list.some((one) => one.id === id) ? id : (list[0]?.id ?? null));
  const speaker = speakerOf(choice);
  const team = teamOf(state);
  const speakerId = first(team, speaker?.userId);
  const isSame = speaker !== null && speakerId === speaker.userId;
  store.choice = {
    ...choice,
    clientId: first(clientsOf(state), choice.clientId),
    postId: postOf(state, choice.postId) === undefined ? null : choice.postId,
    adminId: first(adminsOf(state), choice.adminId),
    speaker: isSame ? choice.speaker : speakerId === null ? null : `${speakerId}:self`,
  };
}

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
  } catch {
    return {};
  }
}

/** The sandbox's time, in milliseconds. */
export const nowMs = () => Date.now() + (store.state?.control.aheadMs ?? 0);
