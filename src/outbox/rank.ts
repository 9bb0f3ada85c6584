import type { DeskEffect } from '../actor/effects.ts';

/** What goes first where not everything can go at once. */
export const RANKS = { opening: 0, relay: 1, notice: 2, upkeep: 3, bulk: 4 } as const;

export type Rank = (typeof RANKS)[keyof typeof RANKS];

/**
 * Where an effect stands among others of its lane.
 *
 * `story`: what people read from top to bottom; of one owner it keeps its order, and nothing in it is overtaken by
 * what came later. Everything else only keeps its order among effects of its own kind.
 */
type Standing = { rank: Rank; story: boolean };

const line = (rank: Rank): Standing => ({ rank, story: true });
const aside = (rank: Rank): Standing => ({ rank, story: false });

const standings: Record<DeskEffect['kind'], Standing> = {
  openPost: aside(RANKS.opening),
  relayToThread: line(RANKS.relay),
  editInThread: line(RANKS.relay),
  relayToClient: line(RANKS.relay),
  resendComment: line(RANKS.relay),
  editAtClient: line(RANKS.relay),
  continueInThread: line(RANKS.relay),
  continueAtClient: line(RANKS.relay),
  tellClient: line(RANKS.relay),
  reactInThread: line(RANKS.notice),
  reactAtClient: line(RANKS.notice),
  note: line(RANKS.notice),
  returnToClient: line(RANKS.notice),
  withholdEdit: line(RANKS.notice),
  withholdAlbum: line(RANKS.relay),
  showVersions: aside(RANKS.notice),
  showFile: aside(RANKS.notice),
  refuse: aside(RANKS.notice),
  replyInThread: aside(RANKS.notice),
  removeCommand: aside(RANKS.notice),
  markComment: aside(RANKS.notice),
  retryComment: aside(RANKS.relay),
  retirePost: aside(RANKS.notice),
  alertAdmins: aside(RANKS.notice),
  alertThreadsFail: aside(RANKS.notice),
  reportPlace: aside(RANKS.notice),
  reportGap: aside(RANKS.notice),
  tellAdmin: aside(RANKS.notice),
  sayInPrivate: aside(RANKS.notice),
  unpinPost: aside(RANKS.upkeep),
  removePinNotice: aside(RANKS.upkeep),
  reconcilePost: aside(RANKS.upkeep),
  broadcast: aside(RANKS.bulk),
};

export const rankOf = ({ kind }: DeskEffect): Rank => standings[kind].rank;

/** Goes to many people, and may wait until nobody speaks. */
export const isBulk = (effect: DeskEffect): boolean => rankOf(effect) === RANKS.bulk;

/** Effects of one owner and one stream leave in the order in which they were committed. */
export const streamOf = ({ kind }: DeskEffect): string => (standings[kind].story ? 'story' : kind);
