import { type Fields, wholeNumber } from '../../../machines/desk/fields.ts';

/** Messages of one client that reach the team at once, and then in a minute. 0: no limit. */
export const floodSettings: Fields<{ floodPerMinute: number }> = {
  floodPerMinute: wholeNumber(20, 0, 1000, 'messages'),
};
