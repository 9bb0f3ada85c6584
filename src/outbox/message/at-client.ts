import type { CallContext } from '../../telegram/verdict.ts';
import type { Delivery } from '../delivery.ts';
import { ownLane } from '../lanes.ts';

/** The parts that rows share which bring the team's words to the client. */
export const atClient = {
  lane: ownLane,
  needs: 'nothing',
  rank: 'message',
  order: 'story',
} as const satisfies Partial<Delivery>;

/** A reply to a person never fails: the message is sent without the reply. */
export const TO_PERSON: CallContext = { place: 'person', repliesTo: null };
