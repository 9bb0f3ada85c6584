import type { ButtonRow } from './button-row.ts';
import type { CommandRow } from './command-row.ts';
import { CommandTable } from './command-table.ts';
import type { InlineRow, JoinRow, TeamWordsRow } from './interaction-rows.ts';
import { type StartRow, startCommands } from './start-command.ts';
import { ButtonTable } from './button-table.ts';
import type { Withhold } from './withhold.ts';

/** The rows that one feature adds to the router. */
export type FeatureRows = {
  commands?: readonly CommandRow[];
  buttons?: readonly ButtonRow[];
  /** Inline queries: the first row that takes a query answers the query. */
  inline?: readonly InlineRow[];
  /** Links `t.me/<bot>?start=<parameter>`. */
  starts?: readonly StartRow[];
  /** Requests to join the channel or the group. */
  joins?: readonly JoinRow[];
  /** Words of the team to the bot: the first row that takes the words answers. */
  teamWords?: readonly TeamWordsRow[];
  withhold?: Withhold;
};

/** All requests of people to the desk, besides words for a client. */
export type DeskRows = {
  commands: CommandTable;
  buttons: ButtonTable;
  inline: readonly InlineRow[];
  joins: readonly JoinRow[];
  teamWords: readonly TeamWordsRow[];
  /** Withholding of all features. */
  withhold: Withhold;
};

/** @throws DefectError when two rows share a name */
export function deskRows(features: readonly FeatureRows[]): DeskRows {
  const all = <K extends Exclude<keyof FeatureRows, 'withhold'>>(kind: K) =>
    features.flatMap((feature): NonNullable<FeatureRows[K]>[number][] => [...(feature[kind] ?? [])]);
  return {
    commands: new CommandTable([...startCommands(all('starts')), ...all('commands')]),
    buttons: new ButtonTable(all('buttons')),
    inline: all('inline'),
    joins: all('joins'),
    teamWords: all('teamWords'),
    withhold: (withheld) => features.flatMap(({ withhold }) => withhold?.(withheld) ?? []),
  };
}
