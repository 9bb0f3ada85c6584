import type { ReadSettings } from '../../../machines/desk/fields.ts';
import { mirrorInThread, noteInThread, rewriteMirror } from './in-thread.ts';
import { mirrorSettings } from './settings.ts';
import { rewriteToClient, writeToClient } from './to-client.ts';

/** Words that a member of the team writes outside the thread: the client gets the words first, then the thread. */
export const mirror = {
  settings: mirrorSettings,
  deliveries({ settings }: { settings: ReadSettings }) {
    const mode = () => settings(mirrorSettings).mirror;
    return {
      writeToClient: writeToClient(mode),
      rewriteToClient,
      mirrorInThread: mirrorInThread(mode),
      noteInThread: noteInThread(mode),
      rewriteMirror: rewriteMirror(mode),
    };
  },
};
