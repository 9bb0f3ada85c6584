import type { AdministratorSetup, BotSetup } from '../../telegram/api.ts';
import type { BoardFacts, DeepFacts, Person } from './facts.ts';
import { type Finding, listed, ok, unknown, warning } from './finding.ts';

export function peopleChecks(board: BoardFacts, bot: BotSetup): Finding[] {
  return [...anonymous(board), ...otherBots(board, bot), ...notices(board, bot), ...members(board)];
}

/** Comments of an anonymous administrator come from the group, so the author is unknown (`FACTS.md #21`). */
function anonymous({ group }: BoardFacts): Finding[] {
  const check = 'group.anonymous';
  if (group?.known !== true) return [];
  const { administrators, chat } = group.value;
  if (!administrators.known) {
    return [unknown(check, `Telegram does not name the group's administrators (${administrators.reason}).`)];
  }
  const names = administrators.value.filter(({ isAnonymous, isBot }) => isAnonymous && !isBot).map(named);
  if (names.length === 0) return [ok(check, 'No administrator of the group is anonymous.')];
  return [
    warning(
      check,
      `Anonymous in the group: ${listed(names)}. Their comments reach the client, but nobody can tell who wrote them.`,
      `In Telegram: group "${chat.title}" → Edit → Administrators → the person → switch off "Remain anonymous".`,
    ),
  ];
}

function otherBots({ channel, group }: BoardFacts, bot: BotSetup): Finding[] {
  return (['channel', 'group'] as const).flatMap((where) => {
    const found = { channel, group }[where];
    if (found?.known !== true || !found.value.administrators.known) return [];
    const bots = found.value.administrators.value.filter(({ id, isBot }) => isBot && id !== bot.id);
    if (bots.length === 0) return [];
    return [
      warning(
        `${where}.bots`,
        `Other bots administer the ${where}: ${listed(bots.map(named))}. What they write is not passed on, and what they delete is lost.`,
        `In Telegram: ${where} "${found.value.chat.title}" → Edit → Administrators: remove those you do not need.`,
      ),
    ];
  });
}

/** The desk remembers failed private messages of the past. The check writes to no person. */
function notices({ channel, unreachable }: BoardFacts, bot: BotSetup): Finding[] {
  const check = 'channel.notices';
  if (!channel.known || !channel.value.administrators.known) return [];
  const people = channel.value.administrators.value.filter(({ isBot }) => !isBot);
  if (!unreachable.known) {
    return [unknown(check, `Not known which administrators receive notices (${unreachable.reason}).`)];
  }
  const silent = people.filter(({ id }) => unreachable.value.includes(id));
  if (silent.length === 0) return [ok(check, 'No administrator is known to miss the notices.')];
  return [
    warning(
      check,
      `The bot may not write to ${listed(silent.map(named))}: they miss the notices about clients.`,
      `Each of them opens https://t.me/${bot.username} and presses Start.`,
    ),
  ];
}

/** People in only one of the two chats. A public channel is open to all, so the check is skipped. */
function members({ channel, deep }: BoardFacts): Finding[] {
  if (deep === null) return [];
  if (!deep.known) return [unknown('mtproto', `MTProto tells nothing (${deep.reason}).`)];
  if (!channel.known || channel.value.chat.username !== null) return [];
  const check = 'group.strangers';
  const { groupMembers, channelMembers } = deep.value;
  const strangers = missingFrom(channelMembers, groupMembers);
  const deaf = missingFrom(groupMembers, channelMembers);
  const findings: Finding[] = [];
  if (strangers.length > 0) {
    findings.push(
      warning(
        check,
        `In the group, but not in the channel: ${listed(strangers.map(named))}. They are not of the team: what they write reaches no client.`,
        'In Telegram: add them to the channel, or remove them from the group.',
      ),
    );
  }
  if (deaf.length > 0) {
    findings.push(
      warning(
        'group.absent',
        `In the channel, but not in the group: ${listed(deaf.map(named))}. Telegram does not tell them of new comments.`,
        'In Telegram: add them to the group.',
      ),
    );
  }
  if (findings.length > 0) return findings;
  return [ok(check, 'The members of the group are the members of the channel.')];
}

/** Empty if the list is incomplete: a missing person may be in the rest. */
function missingFrom(here: DeepFacts['groupMembers'], there: DeepFacts['groupMembers']): Person[] {
  if (!here.isComplete) return [];
  const ids = new Set(here.people.map(({ id }) => id));
  return there.people.filter(({ id, isBot }) => !isBot && !ids.has(id));
}

const named = ({ id, name }: Pick<AdministratorSetup | Person, 'id' | 'name'>): string =>
  name === '' ? String(id) : `${name} (${id})`;
