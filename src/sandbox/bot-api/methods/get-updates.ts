import { has, integerArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { rememberAllowedUpdates } from '../call/allowed-updates.ts';

const LONGEST_POLL_SECONDS = 50;
const MOST_UPDATES = 100;

export const getUpdates: Method = (call) => {
  const { args, botId, polls, onHangUp } = call;
  rememberAllowedUpdates(call);
  const limit = integerArgument(args, 'limit') ?? MOST_UPDATES;
  const timeout = integerArgument(args, 'timeout') ?? 0;
  return polls.wait(botId, {
    offset: has(args, 'offset') ? (integerArgument(args, 'offset') ?? 0) : 0,
    limit: Math.min(Math.max(limit, 1), MOST_UPDATES),
    timeoutMs: Math.min(Math.max(timeout, 0), LONGEST_POLL_SECONDS) * 1000,
    onHangUp,
  });
};
