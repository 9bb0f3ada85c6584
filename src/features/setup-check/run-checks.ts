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

/** Judges the facts, in the order of setting up a desk. */
export const judge = (facts: Facts): Finding[] => CHECKS.flatMap((check) => check(facts));
