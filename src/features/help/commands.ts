import type { TextRef } from '../../i18n/texts.ts';
import { type CommandRow, noArguments, privateCommand, threadCommand } from '../../router/command-row.ts';
import { sayInPrivate } from '../../router/private-answer.ts';
import { explainInThread } from '../../router/thread-answer.ts';

const help = { pt: ['ajuda'], en: ['help'], es: ['ayuda'] } as const;
const terms = { pt: ['tos'], en: ['tos'], es: ['tos'] } as const;

const forTeam = { who: 'team', permission: null, args: noArguments } as const;
const forClient = { who: 'client', permission: null, args: noArguments } as const;

const about = (commands: TextRef[]): TextRef[] => [
  { key: 'help-agent' },
  ...commands,
  { key: 'command-note' },
];

export const helpCommands: readonly CommandRow[] = [
  threadCommand({
    ...forTeam,
    names: help,
    menu: 'menu-help',
    help: 'command-help',
    becomes: (_, typed) => explainInThread(typed, about(typed.help())),
  }),
  threadCommand({
    ...forTeam,
    names: terms,
    menu: 'menu-terms',
    help: 'command-terms',
    becomes: (_, typed) => explainInThread(typed, [{ key: 'terms' }]),
  }),
  privateCommand({
    ...forTeam,
    names: help,
    becomes: (_, typed) => ({ effects: [sayInPrivate(about(typed.help()))] }),
  }),
  privateCommand({
    ...forTeam,
    names: terms,
    becomes: () => ({ effects: [sayInPrivate([{ key: 'terms' }])] }),
  }),
  privateCommand({
    ...forClient,
    names: help,
    menu: 'menu-help',
    becomes: () => ({ event: { type: 'client.asked', about: 'help' } }),
  }),
  privateCommand({
    ...forClient,
    names: terms,
    menu: 'menu-terms',
    becomes: () => ({ event: { type: 'client.asked', about: 'terms' } }),
  }),
];
