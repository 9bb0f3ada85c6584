import { texts } from './texts.ts';

/** The watch over the channel and the group. */
export const channelHealth = { texts };
