/** What nobody could tell yet of the real Telegram (FACTS.md #61): a switch each. */
export type Assumptions = {
  /** What an album, or a copy of several messages, takes of the budget. @default 'each' of its items */
  albumCost: 'each' | 'one';
  /** What these take of the budget: pins and unpins, deletions, reactions, "typing…". @default 0 */
  pinCost: 0 | 1;
  deletionCost: 0 | 1;
  reactionCost: 0 | 1;
  chatActionCost: 0 | 1;
  /** What an edit of nothing but the keyboard takes. @default 1 */
  markupEditCost: 0 | 1;
  /** Whose the budget of a group or channel is. @default 'bot': each has its own */
  budgetOf: 'bot' | 'chat';
  /** Whether calls that come in spite of a 429 make it last longer, and so are paid for. @default 'free' */
  ignoredRefusals: 'free' | 'prolong';
  /** Does an automatic copy name itself as its thread? @default false */
  rootNamesThread: boolean;
  /** Are the copies of an album an album? @default 'together' */
  albumCopies: 'together' | 'apart';
  /** Does an inline keyboard under a channel's post take its comments away? @default true */
  keyboardHidesComments: boolean;
  /** What is said of a text of which parsing leaves nothing. @default 'text must be non-empty' */
  emptyTextRefusal: string;
  /** @default 'done', although there was nothing to do */
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

/** The assumptions that can be changed, as they are now. */
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
