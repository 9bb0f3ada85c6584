import type { BotSetup } from '../../telegram/api.ts';
import type { BoardFacts, CheckedChat } from './facts.ts';
import { type Finding, listed, ok, problem, warning } from './finding.ts';
import { lifetime, span } from './lifetime.ts';
import { botRights } from './rights.ts';

export function groupChecks({ group, wanted, deep }: BoardFacts, bot: BotSetup): Finding[] {
  if (group === null) return [];
  if (!group.known) {
    return [
      problem(
        'group',
        `The bot cannot see the discussion group (${group.reason}).`,
        `In Telegram: group → Edit → Administrators → Add administrator → @${bot.username}.`,
      ),
    ];
  }
  const place = group.value;
  const { chat } = place;
  const path = `In Telegram: group "${chat.title}" → Edit`;
  if (chat.type !== 'supergroup') {
    return [
      problem(
        'group.type',
        `${chat.id} is a ${chat.type}; a discussion group is a supergroup.`,
        'Remove GROUP_ID to use the group linked to the channel.',
      ),
    ];
  }
  const findings = [
    ok('group', `The group is "${chat.title}".`),
    ...botRights('group', place, bot.username),
    ...lifetime('group', chat.autoDeleteS, 'what clients and agents wrote vanishes'),
    ...settings(place, path),
    ...history(deep, place, path),
  ];
  if (chat.linkedChatId !== wanted.channelId) {
    findings.push(
      problem(
        'group.link',
        `The group is linked to ${chat.linkedChatId ?? 'no channel'}, not to ${wanted.channelId}.`,
        'In Telegram: channel → Edit → Discussion → choose this group.',
      ),
    );
  }
  return findings;
}

function settings({ chat }: CheckedChat, path: string): Finding[] {
  const rows: [boolean, () => Finding][] = [
    [
      chat.isForum,
      () =>
        problem(
          'group.topics',
          'Topics are switched on: comments do not arrive as threads.',
          `${path} → Topics → off.`,
        ),
    ],
    [
      chat.slowModeS > 0,
      () =>
        warning(
          'group.slow-mode',
          `Slow mode is on: an agent who is no administrator waits ${span(chat.slowModeS)} between two comments.`,
          `${path} → Permissions → Slow mode → Off.`,
        ),
    ],
    [
      chat.onlyMembersWrite,
      () =>
        warning(
          'group.members-only',
          'Only members of the group may comment: an agent who is only in the channel has to join first.',
          `${path} → Group type → Who can send messages → All users. Or add every agent to the group.`,
        ),
    ],
    [
      chat.joiningIsApproved,
      () =>
        warning(
          'group.approval',
          'Joining the group needs the approval of an administrator: a new agent cannot comment before.',
          `${path} → Group type → Approve new members → off.`,
        ),
    ],
    [
      chat.antiSpam,
      () =>
        warning(
          'group.anti-spam',
          "Telegram's aggressive anti-spam is on: it may delete what agents write.",
          `${path} → Administrators → Aggressive anti-spam → off.`,
        ),
    ],
    [
      chat.forbidden.length > 0,
      () =>
        warning(
          'group.permissions',
          `Agents who are no administrators may not send: ${chat.forbidden.map((kind) => kind.replaceAll('_', ' ')).join(', ')}.`,
          `${path} → Permissions → switch them on.`,
        ),
    ],
    [
      chat.reactions !== null,
      () =>
        warning(
          'group.reactions',
          chat.reactions?.length === 0
            ? 'Reactions are off in the group: those of clients do not show.'
            : `Of the reactions only ${listed(chat.reactions ?? [])} are allowed in the group: others of clients do not show.`,
          `${path} → Reactions → All reactions.`,
        ),
    ],
  ];
  return rows.flatMap(([applies, finding]) => (applies ? [finding()] : []));
}

/** MTProto knows for certain. The Bot API answers administrators only. */
function history(deep: BoardFacts['deep'], { chat, bot }: CheckedChat, path: string): Finding[] {
  const isAdministrator = bot.known && bot.value.status === 'administrator';
  const isHidden = deep?.known === true ? deep.value.historyHidden : !chat.newMembersSeeHistory;
  if (!isHidden || (deep?.known !== true && !isAdministrator)) return [];
  return [
    warning(
      'group.history',
      'The history of the group is hidden from new members: a new agent does not see earlier conversations.',
      `${path} → Chat history for new members → Visible.`,
    ),
  ];
}
