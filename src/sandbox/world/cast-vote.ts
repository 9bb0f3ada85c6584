import type { Poll } from '@grammyjs/types';
import { renderUser } from '../bot-api/wire/user.ts';
import { pushUpdate } from './push-update.ts';
import type { MessageDoc } from './shapes.ts';
import { storeMessage, type World } from './world.ts';

type Votes = Record<string, number[]>;

/**
 * The vote of a person in a poll; no option: takes the vote back. Forwards and automatic copies show the same poll,
 * so all change. A bot hears of the bot's own polls, and of the voters if the poll is not anonymous (Bot API,
 * Update).
 */
export function castVote(
  world: World,
  poll: Poll,
  votesBefore: Votes,
  userId: number,
  options: number[],
): void {
  const { [String(userId)]: _taken, ...others } = votesBefore;
  const votes = options.length === 0 ? others : { ...others, [userId]: options };
  const counted = count(poll, votes);
  const shown = messagesWith(world, poll.id);
  for (const message of shown)
    storeMessage(world, { ...message, content: { kind: 'poll', poll: counted, votes } });
  const sender = shown.find(({ origin, copyOf }) => origin === undefined && copyOf === undefined)?.author;
  if (sender === undefined || world.docs.get('bot', String(sender)) === undefined) return;
  const lane = `poll:${poll.id}`;
  pushUpdate(world, sender, 'poll', counted, lane);
  if (poll.is_anonymous) return;
  const answer = {
    poll_id: poll.id,
    user: renderUser(world, userId),
    option_ids: options,
    option_persistent_ids: options.flatMap((option) => poll.options[option]?.persistent_id ?? []),
  };
  pushUpdate(world, sender, 'poll_answer', answer, lane);
}

function messagesWith(world: World, pollId: string): MessageDoc[] {
  return [...world.docs.all('message').values()].filter(
    ({ content }) => content.kind === 'poll' && content.poll.id === pollId,
  );
}

function count(poll: Poll, votes: Votes): Poll {
  const chosen = Object.values(votes);
  const options = poll.options.map((option, index) => ({
    ...option,
    voter_count: chosen.filter((own) => own.includes(index)).length,
  }));
  return { ...poll, options, total_voter_count: chosen.length };
}
