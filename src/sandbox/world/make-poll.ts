import type { Poll } from '@grammyjs/types';
import { nextCounter, type World } from './world.ts';

export type PollDraft = {
  question: string;
  options: string[];
  isAnonymous?: boolean;
  isQuiz?: boolean;
  correctOption?: number;
  allowsMultiple?: boolean;
};

export function makePoll(world: World, draft: PollDraft): Poll {
  return {
    id: String(5_000_000_000_000_000 + nextCounter(world)),
    question: draft.question,
    options: draft.options.map((text, index) => ({ persistent_id: String(index), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: draft.isAnonymous ?? true,
    type: draft.isQuiz ? 'quiz' : 'regular',
    allows_multiple_answers: draft.allowsMultiple ?? false,
    allows_revoting: true,
    members_only: false,
    ...(draft.isQuiz === true ? { correct_option_ids: [draft.correctOption ?? 0] } : {}),
  };
}
