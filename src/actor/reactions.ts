import type { ClientEvent } from '../../machines/client/event.ts';
import type { ChartSettings } from '../../machines/client/setup.ts';
import type { DeskSettings } from '../../machines/desk/desk-settings.ts';
import type { Step } from '../../machines/client/step.ts';
import type { Changes } from './changes.ts';
import type { Command, CommandActor } from './command.ts';
import type { Effect } from './effects.ts';
import type { ClientRecord } from './record.ts';

/** An event of a decision, and the cause of the event. */
export type Happened = { event: ClientEvent; actor: CommandActor };

/** Timers to set (absolute) or, with null, to clear. */
export type Timers = Step['timers'];

/** A decision under way, for a reaction. */
export type Moment = {
  before: ClientRecord;
  command: Command;
  /** The events so far that the chart answered, in order. A rule sees the event of the command alone: rules never answer to a rule. */
  happened: readonly Happened[];
  /** True now, after the events so far. */
  after: ClientRecord;
  settings: ChartSettings;
  /** The documents of the desk. The commit is guarded by their version. */
  desk: DeskSettings;
};

/** A rule of the administrator. The events go through the chart one by one. */
export type Rule = {
  id: string;
  react(moment: Moment): Changes & { events?: readonly ClientEvent[]; effects?: readonly Effect[] };
};

/**
 * The stages behind the chart, in the order of a decision. Every reaction is pure.
 *
 * `rules`: in the order of the administrator, each once. `questions`: effects that ask the desk. `clocks`: timers,
 * computed from what is true now. `shown`: effects that show people what is true now. `indexed`: writes that keep the
 * lists of the feature equal to what is true now.
 */
type Stages = {
  rules: (desk: DeskSettings) => readonly Rule[];
  questions: (moment: Moment) => readonly Effect[];
  clocks: (moment: Moment) => Timers;
  shown: (moment: Moment) => readonly Effect[];
  indexed: (moment: Moment) => Changes;
};

/** The reactions of a feature, or of a whole desk, by stage. */
export type Reactions = { readonly [Stage in keyof Stages]?: readonly Stages[Stage][] };

/** The reactions of all features, in the order of the features. */
export const joinReactions = (features: readonly Reactions[]): Reactions => ({
  rules: features.flatMap(({ rules = [] }) => rules),
  questions: features.flatMap(({ questions = [] }) => questions),
  clocks: features.flatMap(({ clocks = [] }) => clocks),
  shown: features.flatMap(({ shown = [] }) => shown),
  indexed: features.flatMap(({ indexed = [] }) => indexed),
});
