import { type ArgumentParser, type CommandRow, threadCommand } from '../../router/command-row.ts';
import { sayUnder, vanish } from '../../router/thread-answer.ts';
import { searchWords } from '../../store/indexes.ts';
import type { SearchMessages } from './search-messages.ts';

const someWords: ArgumentParser<string> = (rest, { shown }) =>
  searchWords(rest).length === 0
    ? { explained: { key: 'help-search', params: { command: `/${shown}` } } }
    : { args: rest };

/** The answer goes to the private chat of the asker, so an anonymous administrator is told so. */
export const searchCommands: readonly CommandRow[] = [
  threadCommand({
    names: { pt: ['buscar'], en: ['search'], es: ['buscar'] },
    who: 'team',
    // The narrowest permission to see: wider permissions contain this permission.
    permission: 'tickets.see.own',
    menu: 'menu-search',
    help: 'command-search',
    args: someWords,
    becomes: (words, typed) =>
      typed.by.id === null
        ? sayUnder(typed, { key: 'refused-search-anonymous' })
        : {
            effects: [
              {
                kind: 'searchMessages',
                words,
                by: typed.by.id,
                askedIn: typed.root,
              } satisfies SearchMessages,
              vanish(typed),
            ],
          },
  }),
];
