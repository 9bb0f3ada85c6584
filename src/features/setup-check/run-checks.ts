import type { BotSetup } from '../../telegram/api.ts';
import { botChecks } from './bot-checks.ts';
import { channelChecks } from './channel-checks.ts';
import type { BoardFacts, Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { groupChecks } from './group-checks.ts';
import { peopleChecks } from './people-checks.ts';

const BOARD_CHECKS: readonly ((board: BoardFacts, bot: BotSetup) => Finding[])[] = [
  channelChecks,
  groupChecks,
  peopleChecks,
];

/** Checks the bot and then every board, in the order of setting up a desk. */
export const runChecks = (facts: Facts): Finding[] => [
  ...botChecks(facts),
  ...facts.boards.flatMap((board) =>
    BOARD_CHECKS.flatMap((check) => check(board, facts.bot)).map((finding) => ({
      ...finding,
      channelId: board.wanted.channelId,
    })),
  ),
];
