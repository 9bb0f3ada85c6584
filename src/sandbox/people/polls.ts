import { RefusedAct } from '../world/refused-act.ts';
import { requirePerson } from './require-person.ts';
import { castVote } from '../world/cast-vote.ts';
import { keyFor, messageOf, type World } from '../world/world.ts';

export type PollActs = {
  /** Votes by the numbers of the options, from 0; no option takes the vote back. */
  vote(userId: number, chatId: number, messageId: number, options: number[]): void;
};

export function createPollActs(world: World, botId: number): PollActs {
  return {
    vote(userId, chatId, messageId, options) {
      requirePerson(world, userId);
      const content = messageOf(world, keyFor(botId, chatId), messageId)?.content;
      if (content === undefined) throw new RefusedAct('noMessage', messageId, chatId);
      if (content.kind !== 'poll') throw new RefusedAct('noPoll', messageId);
      const { poll, votes = {} } = content;
      const chosen = [...new Set(options)].sort((a, b) => a - b);
      if (poll.is_closed) throw new RefusedAct('pollClosed');
      if (votes[userId] !== undefined && !poll.allows_revoting) throw new RefusedAct('votedAlready');
      if (chosen.some((option) => poll.options[option] === undefined)) throw new RefusedAct('noOption');
      if (chosen.length > 1 && !poll.allows_multiple_answers) throw new RefusedAct('oneOption');
      castVote(world, poll, votes, userId, chosen);
    },
  };
}
