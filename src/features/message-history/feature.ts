import { messageHistoryCommands } from './commands.ts';
import { showFile, showVersions } from './show-versions.ts';
import { texts } from './texts.ts';

/** `/versions`: the earlier versions of an edited message. */
export const messageHistory = {
  deliveries: { showVersions, showFile },
  commands: messageHistoryCommands,
  texts,
};
