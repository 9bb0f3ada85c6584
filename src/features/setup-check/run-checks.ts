import { botChecks } from './bot-checks.ts';
import { channelChecks } from './channel-checks.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { groupChecks } from './group-checks.ts';
import { peopleChecks } from './people-checks.ts';

const CHECKS: readonly ((facts: Facts) => Finding[])[] = [
  botChecks,
  channelChecks,
  groupChecks,
  peopleChecks,
];

/** What the facts mean for the desk, in the order in which somebody would set one up. */
export const judge = (facts: Facts): Finding[] => CHECKS.flatMap((check) => check(facts));
