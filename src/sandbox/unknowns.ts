/** What nobody could tell yet of the real Telegram (TELEGRAM.md §3.2, §5.4): a switch each. */
export type Unknowns = {
  /** What an album, or a copy of several messages, takes of the budget. @default 'each' of its items */
  albumCost: 'each' | 'one';
  /** What pins and unpins, deletions, and reactions take of the budget. @default 0 */
  pinCost: 0 | 1;
  deletionCost: 0 | 1;
  reactionCost: 0 | 1;
  /** Whose the budget of a group or channel is. @default 'bot': each has its own */
  budgetOf: 'bot' | 'chat';
  /** Does an automatic copy name itself as its thread? @default false */
  rootNamesThread: boolean;
  /** How long an inline keyboard may be, written as JSON. People measured about @default 10240 */
  longestMarkupBytes: number;
};

export const ASSUMED: Unknowns = {
  albumCost: 'each',
  pinCost: 0,
  deletionCost: 0,
  reactionCost: 0,
  budgetOf: 'bot',
  rootNamesThread: false,
  longestMarkupBytes: 10_240,
};
