import { reactAtClient, reactInThread } from './react.ts';

/** Emoji reactions of clients and agents, shown on the counterpart of the message. */
export const emojiReactions = { deliveries: { reactInThread, reactAtClient } };
