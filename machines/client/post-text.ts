import { GLYPHS } from './glyphs.ts';
import type { ClientState } from './snapshot.ts';

export type Profile = {
  firstName: string;
  lastName: string | null;
  /** Null: the client has no username, or the desk does not keep the username. */
  username: string | null;
  /** IETF tag of the client's Telegram app. Absent: unknown, or not kept. */
  language?: string;
};

/** The face of a client's post. Delivery compares the face with the last shown face. */
export type PostFace = {
  glyph: string;
  name: string;
  /** Number of the current or last ticket; 0 before the first. The second line shows it. */
  ticket: number;
  pinned: boolean;
  /** The client blocked the bot, or the client's account is gone. */
  away: boolean;
  /** The post has no comments, because Telegram's copy is late. Absent: the comments are there, or not late yet. */
  waiting?: true;
};

/** The last known face of a post; null: unknown. */
export type ShownFace = Omit<PostFace, 'pinned'> & { pinned: boolean | null };

export const fullName = (profile: Profile): string =>
  profile.lastName === null ? profile.firstName : `${profile.firstName} ${profile.lastName}`;

/** The post a client should have now. Pinned posts are the team's work queue. */
export function postFace(state: ClientState, profile: Profile): PostFace {
  const { ticket } = state.value;
  const served = ticket === 'open' || ticket === 'prioritized';
  return {
    glyph:
      ticket === 'banned' ? GLYPHS.banned : served ? GLYPHS[state.context.ticket.priority] : GLYPHS.closed,
    name: fullName(profile),
    ticket: state.context.ticket.number,
    pinned: served,
    // The post shows no act of a banned client.
    away: state.value.reach === 'blocked' && ticket !== 'banned',
    ...(isAskingForCopy(state) ? { waiting: true } : {}),
  };
}

const isAskingForCopy = ({ value: { thread } }: ClientState): boolean =>
  typeof thread === 'object' && thread.opening === 'requestingCopy';

export const sameFace = (a: ShownFace, b: PostFace): boolean => sameText(a, b) && a.pinned === b.pinned;

export const sameText = (a: ShownFace, b: PostFace): boolean =>
  a.glyph === b.glyph &&
  a.name === b.name &&
  a.ticket === b.ticket &&
  a.away === b.away &&
  a.waiting === b.waiting;
