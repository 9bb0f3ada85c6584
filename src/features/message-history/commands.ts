import { type CommandRow, noArguments, threadCommand } from '../../router/command-row.ts';
import { explainInThread, vanish } from '../../router/thread-answer.ts';

export const messageHistoryCommands: readonly CommandRow[] = [
  threadCommand({
    names: { pt: ['versoes'], en: ['versions'], es: ['versiones'] },
    who: 'team',
    permission: null,
    menu: 'menu-versions',
    help: 'command-versions',
    args: noArguments,
    becomes: (_, typed) =>
      typed.replyTo === null
        ? explainInThread(typed, [{ key: 'help-versions' }])
        : { effects: [{ kind: 'showVersions', of: typed.replyTo, page: 0 }, vanish(typed)] },
  }),
];
