import { searchCommands } from './commands.ts';
import { searchMessages } from './search-messages.ts';
import { texts } from './texts.ts';

/** `/search`: finds words in the conversation with a client. */
export const search = {
  deliveries: { searchMessages },
  commands: searchCommands,
  texts,
};
