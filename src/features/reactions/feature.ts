import { reactAtClient, reactInThread } from './react.ts';

/** Reactions of clients and agents, shown on the counterpart of the message. */
export const reactions = { deliveries: { reactInThread, reactAtClient } };
