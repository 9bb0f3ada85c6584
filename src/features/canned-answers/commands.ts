import type { Content } from '../../../machines/content.ts';
import {
  fillVariables,
  guarded,
  isVariableName,
  namesOf,
  valueOf,
} from '../../../machines/desk/variables.ts';
import type { ThreadMessageId, UserId } from '../../../machines/ids.ts';
import { type ButtonRow, button } from '../../router/button-row.ts';
import {
  type ArgumentParser,
  type CommandRow,
  privateCommand,
  type Step,
  threadCommand,
  type Typed,
} from '../../router/command-row.ts';
import { sayInPrivate } from '../../router/private-answer.ts';
import { sayUnder, sendInstead, vanish } from '../../router/thread-answer.ts';
import { answerOf, codeIn } from './answers.ts';
import { listOf, removalOf, unknown } from './lists.ts';
import type { CannedParts } from './ports.ts';
import { cannedStep } from './step.ts';
import { contentOf, wordsFrom } from './to-content.ts';

const names = {
  save: { pt: ['resposta'], en: ['canned'], es: ['respuesta'] },
  list: { pt: ['respostas'], en: ['answers'], es: ['respuestas'] },
  remove: { pt: ['remover'], en: ['remove'], es: ['quitar'] },
  send: { pt: ['r'], en: ['r'], es: ['r'] },
  variable: { pt: ['variavel'], en: ['variable'], es: ['variable'] },
} as const;

/** `shown`: the command in the language of the reader. */
const anything: ArgumentParser<{ rest: string; shown: string }> = (rest, { shown }) => ({
  args: { rest, shown: `/${shown}` },
});

const something =
  (key: 'help-canned-remove' | 'help-canned-send'): ArgumentParser<string> =>
  (rest, { shown }) =>
    codeIn(rest) === null ? { explained: { key, params: { command: `/${shown}` } } } : { args: rest };

type Asking = { by: UserId; askedIn: ThreadMessageId | null; content: Content; replied: Content | null };

/** Null: nothing says which words the answer has. */
function saveStep(rest: string, { by, askedIn, content, replied }: Asking): Step | null {
  if (replied !== null) {
    return { effects: [cannedStep({ act: 'save', by, askedIn, code: codeIn(rest), content: replied })] };
  }
  const [first = ''] = rest.split(/\s/u, 1);
  const code = codeIn(first);
  const prefix = content.kind === 'text' ? /^[\s\p{Cf}]*\/\S+\s+\S+\s+/u.exec(content.text) : null;
  if (code === null || prefix === null || content.kind !== 'text') return null;
  const words = { ...content, ...wordsFrom(content, prefix[0].length) };
  return words.text.trim() === ''
    ? null
    : { effects: [cannedStep({ act: 'save', by, askedIn, code, content: words })] };
}

const shownSave = {
  names: names.save,
  who: 'team',
  permission: 'canned.suggest',
  args: anything,
} as const;

const saveRows: readonly CommandRow[] = [
  threadCommand({
    ...shownSave,
    menu: 'menu-canned',
    help: 'command-canned',
    becomes({ rest, shown }, typed) {
      if (typed.by.id === null) return sayUnder(typed, { key: 'refused-canned-anonymous' });
      const step = saveStep(rest, { ...typed, by: typed.by.id, askedIn: typed.root });
      if (step === null) return sayUnder(typed, { key: 'help-canned', params: { command: shown } });
      return { effects: [...(step.effects ?? []), vanish(typed)] };
    },
  }),
  privateCommand({
    ...shownSave,
    becomes({ rest, shown }, typed) {
      const step = saveStep(rest, { ...typed, askedIn: null });
      if (step !== null) return step;
      const code = codeIn(rest);
      if (code === null)
        return { effects: [sayInPrivate([{ key: 'help-canned', params: { command: shown } }])] };
      return { effects: [cannedStep({ act: 'await', by: typed.by, code })] };
    },
  }),
];

/** The answer is for the asker, in private. */
const inPrivate = (
  typed: Typed['thread'],
  say: (by: UserId) => NonNullable<Step['effects']>[number],
): Step =>
  typed.by.id === null
    ? sayUnder(typed, { key: 'refused-canned-anonymous' })
    : { effects: [say(typed.by.id), vanish(typed)] };

const listRows = (ports: CannedParts): readonly CommandRow[] => {
  const list = { names: names.list, who: 'team', permission: 'canned.use', args: anything } as const;
  const remove = {
    names: names.remove,
    who: 'team',
    permission: 'canned.suggest',
    args: something('help-canned-remove'),
  } as const;
  return [
    threadCommand({
      ...list,
      menu: 'menu-canned-list',
      help: 'command-canned-list',
      becomes: ({ rest }, typed) =>
        inPrivate(typed, (by) => listOf({ by, askedIn: typed.root }, rest, 0, ports)),
    }),
    privateCommand({
      ...list,
      becomes: ({ rest }, { by }) => ({ effects: [listOf({ by, askedIn: null }, rest, 0, ports)] }),
    }),
    threadCommand({
      ...remove,
      help: 'command-canned-remove',
      becomes: (code, typed) => inPrivate(typed, (by) => removalOf({ by, askedIn: typed.root }, code, ports)),
    }),
    privateCommand({
      ...remove,
      becomes: (code, { by }) => ({ effects: [removalOf({ by, askedIn: null }, code, ports)] }),
    }),
  ];
};

/** `/r code`: the client gets the answer. Values of the agent are filled here, all others in the decision. */
const sendRow = (ports: CannedParts): CommandRow =>
  threadCommand({
    names: names.send,
    who: 'team',
    permission: 'canned.use',
    menu: 'menu-canned-send',
    help: 'command-canned-send',
    args: something('help-canned-send'),
    becomes(typedCode, typed) {
      const found = answerOf(ports.now(), codeIn(typedCode));
      if (found === null)
        return {
          effects: [{ kind: 'say', to: 'thread', text: unknown(typedCode, ports), replyTo: typed.message }],
        };
      const agent = typed.author === null ? {} : namesOf('agent', typed.author);
      const words = fillVariables(found.value, (placeholder) =>
        placeholder.name.startsWith('agent.') ? guarded(valueOf(agent, placeholder)) : null,
      );
      const content = contentOf(found.value, words);
      const used = typed.by.id === null ? [] : [cannedStep({ act: 'used', by: typed.by.id, code: found.id })];
      return { event: sendInstead(typed, content), effects: used };
    },
  });

/** A name, and the value behind the name. */
const assignment: ArgumentParser<{ name: string; value: string }> = (rest, { shown }) => {
  const [, name = '', value = ''] = /^(\S+)\s+([\s\S]+)$/u.exec(rest) ?? [];
  return isVariableName(name)
    ? { args: { name, value } }
    : { explained: { key: 'help-variable', params: { command: `/${shown}` } } };
};

const variableRow = privateCommand({
  names: names.variable,
  who: 'team',
  permission: 'settings.manage',
  help: 'command-variable',
  args: assignment,
  becomes: ({ name, value }, { by }) => ({ effects: [cannedStep({ act: 'variable', by, name, value })] }),
});

export const cannedCommands = (ports: CannedParts): readonly CommandRow[] => [
  ...saveRows,
  ...listRows(ports),
  sendRow(ports),
  variableRow,
];

/** A press is untrusted: the step asks the permission again, and the version again. */
export const cannedButtons = (ports: CannedParts): readonly ButtonRow[] => [
  button({
    action: 'canned-remove',
    where: ['private'],
    who: 'team',
    permission: 'canned.suggest',
    read(rest) {
      const [, code, version] = /^([a-z0-9-]{1,40}):(\d{1,9})$/.exec(rest) ?? [];
      return code === undefined ? null : { code, version: Number(version) };
    },
    becomes: ({ code, version }, { by }) => ({
      effects: [cannedStep({ act: 'remove', by, code, version })],
      owner: by,
    }),
  }),
  button({
    action: 'canned-page',
    where: ['private'],
    who: 'team',
    permission: 'canned.use',
    read(rest) {
      const [, page, words = ''] = /^(\d{1,4}):([a-z0-9-]*)$/.exec(rest) ?? [];
      return page === undefined ? null : { page: Number(page), words };
    },
    becomes: ({ page, words }, { by }) => ({
      effects: [listOf({ by, askedIn: null }, words.replaceAll('-', ' '), page, ports)],
      owner: by,
    }),
  }),
];
