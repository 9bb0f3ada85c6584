import { resendComment, retryComment } from './retry-comment.ts';
import { texts } from './texts.ts';
import {
  albumToClient,
  introduceAtClient,
  relayToClient,
  textsToClient,
  withholdAlbum,
  withholdOf,
} from './to-client.ts';
import { albumToThread, introduceInThread, relayToThread, textsToThread } from './to-thread.ts';

/** Messages between a client's private chat and the client's thread. */
export const relay = {
  deliveries: {
    relayToThread,
    albumToThread,
    textsToThread,
    relayToClient,
    albumToClient,
    textsToClient,
    introduceInThread,
    introduceAtClient,
    withholdAlbum,
    retryComment,
    resendComment,
  },
  withhold: withholdOf,
  texts,
};
