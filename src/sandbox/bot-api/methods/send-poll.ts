import { badRequest } from '../api-error.ts';
import {
  asObject,
  flagArgument,
  has,
  integerListArgument,
  jsonArgument,
  textArgument,
} from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { sendContent } from '../call/send-content.ts';
import { makePoll } from '../../world/make-poll.ts';

export const sendPoll: Method = (call) => {
  const { args } = call;
  const question = textArgument(args, 'question');
  if (question === '') throw badRequest('poll question must be non-empty');
  const given = jsonArgument(args, 'options', 'poll options');
  if (!Array.isArray(given)) throw badRequest("can't parse poll options JSON object");
  const options = given.map((option: unknown) =>
    typeof option === 'string' ? option : textArgument(asObject(option) ?? {}, 'text'),
  );
  if (options.length === 0) throw badRequest('poll must have at least 1 answer option');
  if (options.length > 12) throw badRequest("poll can't have more than 12 options");
  const poll = makePoll(call.world, {
    question,
    options,
    isAnonymous: !has(args, 'is_anonymous') || flagArgument(args, 'is_anonymous'),
    isQuiz: textArgument(args, 'type') === 'quiz',
    ...(has(args, 'correct_option_ids')
      ? { correctOptions: integerListArgument(args, 'correct_option_ids') }
      : {}),
    allowsMultiple: flagArgument(args, 'allows_multiple_answers'),
    ...(has(args, 'allows_revoting') ? { allowsRevoting: flagArgument(args, 'allows_revoting') } : {}),
  });
  return sendContent(call, { kind: 'poll', poll });
};
