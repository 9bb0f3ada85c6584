import type { Inbound } from '../../src/telegram/inbound.ts';
import { clientRows } from './race-clients.ts';
import { deskRows } from './race-desk.ts';
import type { RaceRows } from './race-row.ts';
import { teamRows } from './race-team.ts';

/** All that may happen while a client is erased. */
export const raceRows: RaceRows = { ...clientRows, ...teamRows, ...deskRows };

/** A row for each kind of update; null: the kind concerns no client. */
export const rowOfUpdate: Record<Inbound['kind'], string | null> = {
  private: 'the client writes',
  comment: 'an agent comments',
  reaction: 'an agent reacts',
  copy: 'the thread is lost',
  'pin-notice': 'a post is pinned by hand',
  membership: 'the client joins the team and leaves',
  reach: 'the client blocks the bot',
  'own-membership': 'the bot loses its rights at the other board and gets them back',
  'group-moved': null,
  'button.pressed': 'a button is pressed',
  'inline.asked': 'an inline query is asked',
  'inline.chosen': 'an inline result is chosen',
  'join.asked': 'the client asks to join the group',
};
