import type { TextKey } from '../i18n/catalogue.ts';
import {
  type ArgumentParser,
  type CommandRow,
  privateCommand,
  type Step,
  type Typed,
} from './command-row.ts';
import { sayInPrivate } from './private-answer.ts';
import { type StartParameter, startParameter } from './start-parameter.ts';

type Target = Exclude<StartParameter['kind'], 'none' | 'origin'>;

type RowOf<K extends Target> = {
  kind: K;
  who: 'client' | 'team';
  /** Null: the link names nothing that the desk knows. */
  becomes(parameter: Extract<StartParameter, { kind: K }>, typed: Typed['private']): Step | null;
};

/** A kind of link into the chat with the bot. A link is untrusted: `becomes` asks whether the person may. */
export type StartRow = { [K in Target]: RowOf<K> }[Target];

const names = { pt: ['start'], en: ['start'], es: ['start'] } as const;

const parameter: ArgumentParser<StartParameter> = (rest, { command }) => {
  const read = startParameter(rest);
  return read === null
    ? { refused: { key: 'refused-unknown-command', params: { command } } }
    : { args: read };
};

/** `/start`, with or without a link. */
export const startCommands = (rows: readonly StartRow[]): readonly CommandRow[] => [
  privateCommand({
    names,
    who: 'client',
    permission: null,
    menu: 'menu-start',
    args: parameter,
    becomes(link, typed) {
      if (link.kind === 'none') return started(null);
      if (link.kind === 'origin') return started(link.origin);
      const step = follow(rows, 'client', link, typed);
      if (step !== null) return step;
      const origin = link.kind === 'department' ? link.origin : null;
      return { ...started(origin), ...say('start-link-unknown') };
    },
  }),
  privateCommand({
    names,
    who: 'team',
    permission: null,
    args: parameter,
    becomes: (link, typed) =>
      link.kind === 'none' || link.kind === 'origin'
        ? say('agent-private-start')
        : (follow(rows, 'team', link, typed) ?? say('agent-link-unknown')),
  }),
];

const started = (origin: string | null): Step => ({ event: { type: 'client.started', origin } });

const say = (key: TextKey): Step => ({ effects: [sayInPrivate([{ key }])] });

function follow(
  rows: readonly StartRow[],
  who: StartRow['who'],
  link: Extract<StartParameter, { kind: Target }>,
  typed: Typed['private'],
): Step | null {
  for (const row of rows) {
    if (row.who !== who || row.kind !== link.kind) continue;
    const step = (row as RowOf<Target>).becomes(link, typed);
    if (step !== null) return step;
  }
  return null;
}
