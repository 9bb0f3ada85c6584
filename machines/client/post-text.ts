import type { ClientState } from './snapshot.ts';

export type Profile = {
  firstName: string;
  lastName: string | null;
  /** Null: the client has no username, or the desk does not keep the username. */
  username: string | null;
  /** IETF tag of the client's Telegram app. Absent: unknown, or not kept. */
  language?: string;
};

export const GLYPHS = {
  banned: '❌',
  closed: '⬜️',
  1: '🟦',
  2: '🟩',
  3: '🟨',
  4: '🟧',
  5: '🟥',
} as const;

/** What a client's post shows. Delivery compares it with what was last shown. */
export type PostFace = {
  glyph: string;
  name: string;
  /** Number of the current or last ticket; 0 before the first. The second line shows it. */
  ticket: number;
  pinned: boolean;
  /** The client cannot be reached: they blocked the bot, or their account is gone. */
  away: boolean;
  /** The post still has no comments: Telegram's copy is late. Absent: it has, or they are not late yet. */
  waiting?: true;
};

/** What a post was last seen to show; null: nobody knows. */
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
    // What a banned client does is not shown.
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
