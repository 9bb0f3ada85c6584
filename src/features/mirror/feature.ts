import { type MirrorMode, mirrorInThread, noteInThread, rewriteMirror } from './in-thread.ts';
import { rewriteToClient, writeToClient } from './to-client.ts';

export type MirrorPorts = {
  /** The setting of the desk at the moment. */
  mode(): MirrorMode;
};

/** Words that a member of the team writes outside the thread: the client gets the words first, then the thread. */
export const mirror = {
  deliveries: ({ mirror: { mode } }: { mirror: MirrorPorts }) => ({
    writeToClient: writeToClient(mode),
    rewriteToClient,
    mirrorInThread: mirrorInThread(mode),
    noteInThread: noteInThread(mode),
    rewriteMirror: rewriteMirror(mode),
  }),
};
