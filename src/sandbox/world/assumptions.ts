/** Unverified facts about the real Telegram (FACTS.md #61): a switch each. */
export type Assumptions = {
  /** The cost of an album, or of a copy of several messages. @default 'each' of the items */
  albumCost: 'each' | 'one';
  /** The cost of pins and unpins, deletions, reactions, "typing…". @default 0 */
  pinCost: 0 | 1;
  deletionCost: 0 | 1;
  reactionCost: 0 | 1;
  chatActionCost: 0 | 1;
  /** The cost of an edit of the keyboard alone. @default 1 */
  markupEditCost: 0 | 1;
  /** The owner of the budget of a group or channel. @default 'bot': each bot has a budget */
  budgetOf: 'bot' | 'chat';
  /** Do calls in spite of a 429 prolong the wait, and so cost budget? @default 'free' */
  ignoredRefusals: 'free' | 'prolong';
  /** Does an automatic copy name the own id as the thread? @default false */
  rootNamesThread: boolean;
  /** Are the copies of an album an album? @default 'together' */
  albumCopies: 'together' | 'apart';
  /** Does an inline keyboard under a channel's post take its comments away? @default true */
  keyboardHidesComments: boolean;
  /** The refusal of a text without content after parsing. @default 'text must be non-empty' */
  emptyTextRefusal: string;
  /** @default 'done', although the message was not pinned */
  unpinOfUnpinned: 'done' | 'refused';
  /** Which of many pins `getChat` shows. @default 'newest', by the date of the message */
  pinShown: 'newest' | 'lastPinned';
  /** Does a bot hear of its own pin in the channel? @default true */
  tellsOwnPin: boolean;
  /** How long an inline query may be answered. @default 30 */
  inlineAnswerSeconds: number;
  /** An older message comes as `InaccessibleMessage` with the press of its button. @default never */
  pressShowsForSeconds: number;
  /** How long an inline keyboard may be, written as JSON. @default 10 240, about what people measured */
  longestMarkupBytes: number;
};

export const ASSUMED: Assumptions = {
  albumCost: 'each',
  pinCost: 0,
  deletionCost: 0,
  reactionCost: 0,
  chatActionCost: 0,
  markupEditCost: 1,
  budgetOf: 'bot',
  ignoredRefusals: 'free',
  rootNamesThread: false,
  albumCopies: 'together',
  keyboardHidesComments: true,
  emptyTextRefusal: 'text must be non-empty',
  unpinOfUnpinned: 'done',
  pinShown: 'newest',
  tellsOwnPin: true,
  inlineAnswerSeconds: 30,
  pressShowsForSeconds: Number.POSITIVE_INFINITY,
  longestMarkupBytes: 10_240,
};

/** Assumptions with few values, which the console changes while the sandbox runs. The first value is assumed. */
const CHOICES = {
  keyboardHidesComments: [true, false],
  albumCopies: ['together', 'apart'],
  rootNamesThread: [false, true],
  tellsOwnPin: [true, false],
  pinShown: ['newest', 'lastPinned'],
  unpinOfUnpinned: ['done', 'refused'],
  albumCost: ['each', 'one'],
  markupEditCost: [1, 0],
  pinCost: [0, 1],
  deletionCost: [0, 1],
  reactionCost: [0, 1],
  chatActionCost: [0, 1],
  budgetOf: ['bot', 'chat'],
  ignoredRefusals: ['free', 'prolong'],
} as const satisfies { [Name in keyof Assumptions]?: readonly Assumptions[Name][] };

export type ChosenAssumptions = Pick<Assumptions, keyof typeof CHOICES>;

const names = Object.keys(CHOICES) as (keyof ChosenAssumptions)[];

/** The changeable assumptions, with the current values. */
export const chosenOf = (assumptions: Assumptions): ChosenAssumptions =>
  Object.fromEntries(names.map((name) => [name, assumptions[name]])) as ChosenAssumptions;

/** @throws Error with the names or the values that exist */
export function assume(assumptions: Assumptions, name: string, value: unknown): void {
  const known = names.find((one) => one === name);
  if (known === undefined) throw new Error(`Unknown assumption "${name}". Known are: ${names.join(', ')}.`);
  const values: readonly unknown[] = CHOICES[known];
  if (!values.includes(value)) throw new Error(`"${name}" must be one of: ${values.join(', ')}.`);
  Object.assign(assumptions, { [known]: value });
}
