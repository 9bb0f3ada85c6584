import type { Poll } from '@grammyjs/types';
import { nextCounter, type World } from './world.ts';

export type PollDraft = {
  question: string;
  options: string[];
  isAnonymous?: boolean;
  isQuiz?: boolean;
  /** Right answers of a quiz. @default the first option */
  correctOptions?: number[];
  allowsMultiple?: boolean;
  /** @default false for a quiz, true for any other */
  allowsRevoting?: boolean;
};

const newId = (world: World): string => String(5_000_000_000_000_000 + nextCounter(world));

export function makePoll(world: World, draft: PollDraft): Poll {
  return {
    id: newId(world),
    question: draft.question,
    options: draft.options.map((text, index) => ({ persistent_id: String(index), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: draft.isAnonymous ?? true,
    type: draft.isQuiz ? 'quiz' : 'regular',
    allows_multiple_answers: draft.allowsMultiple ?? false,
    allows_revoting: draft.allowsRevoting ?? draft.isQuiz !== true,
    members_only: false,
    ...(draft.isQuiz === true ? { correct_option_ids: draft.correctOptions ?? [0] } : {}),
  };
}

/** The same questions, and no votes. */
export function pollAnew(world: World, poll: Poll): Poll {
  const options = poll.options.map((option) => ({ ...option, voter_count: 0 }));
  return { ...poll, id: newId(world), options, total_voter_count: 0 };
}
