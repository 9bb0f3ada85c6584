import { describe, expect, test } from 'vitest';
import type { UserId } from '../../../machines/ids.ts';
import type { Finding, Severity } from '../../../src/features/setup-check/finding.ts';
import { span } from '../../../src/features/setup-check/lifetime.ts';
import { runChecks } from '../../../src/features/setup-check/run-checks.ts';
import { hasProblem, renderFindings } from '../../../src/features/setup-check/report.ts';
import {
  admin,
  type Change,
  deep,
  facts,
  known,
  person,
  refused,
  RIGHTS,
} from '../../support/setup-facts.ts';

const striking = (findings: Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity === 'problem' || severity === 'warning');

test('a desk that is set up well has nothing to complain about', () => {
  for (const well of [facts(), facts({ facts: { deep: deep() } })]) {
    expect(runChecks(well).map(({ severity }) => severity)).toEqual(runChecks(well).map(() => 'ok'));
    expect(renderFindings(runChecks(well))).toMatch(/The desk is set up well\.$/);
  }
});

const wrong: [title: string, change: Change, check: string, severity: Severity, said: RegExp][] = [
  [
    'a channel that the bot cannot see',
    { facts: { channel: refused, group: null } },
    'channel',
    'problem',
    /cannot see the channel -1001.*chat not found/,
  ],
  [
    'a group in the place of the channel',
    { channel: { type: 'supergroup' } },
    'channel.type',
    'problem',
    /is a supergroup/,
  ],
  [
    'a bot that was put out of the channel',
    { channelBot: { status: 'left', rights: [] } },
    'channel.bot',
    'problem',
    /not in the channel/,
  ],
  ...RIGHTS.map((right): (typeof wrong)[number] => [
    `a bot without ${right} in the channel`,
    { channelBot: { rights: RIGHTS.filter((other) => other !== right) } },
    `channel.${right}`,
    'problem',
    /lacks "(Post|Edit|Delete) messages/,
  ]),
  [
    'a bot that may not delete in the group',
    { groupBot: { rights: [] } },
    'group.can_delete_messages',
    'problem',
    /commands stay visible/,
  ],
  [
    'a bot that is a mere member of the group',
    { groupBot: { status: 'member', rights: [] } },
    'group.bot',
    'problem',
    /neither the copies/,
  ],
  [
    'an anonymous bot',
    { groupBot: { isAnonymous: true } },
    'group.bot-anonymous',
    'problem',
    /signed by the group/,
  ],
  [
    'no discussion group',
    { channel: { linkedChatId: null }, facts: { group: null } },
    'channel.comments',
    'problem',
    /no discussion group/,
  ],
  [
    'another discussion group',
    { wanted: { groupId: -1003 } },
    'channel.comments',
    'problem',
    /is -1002, and GROUP_ID says -1003/,
  ],
  [
    'a group that the bot cannot see',
    { facts: { group: refused } },
    'group',
    'problem',
    /cannot see the discussion group/,
  ],
  ['a basic group', { group: { type: 'group' } }, 'group.type', 'problem', /is a group/],
  ['a forum', { group: { isForum: true } }, 'group.topics', 'problem', /Topics/],
  [
    'a group linked elsewhere',
    { group: { linkedChatId: -1009 } },
    'group.link',
    'problem',
    /linked to -1009, not to -1001/,
  ],
  [
    'posts that vanish',
    { channel: { autoDeleteS: 86_400 } },
    'channel.auto-delete',
    'problem',
    /after one day/,
  ],
  [
    'threads that vanish',
    { group: { autoDeleteS: 604_800 } },
    'group.auto-delete',
    'problem',
    /after 7 days/,
  ],
  ['slow mode', { group: { slowModeS: 30 } }, 'group.slow-mode', 'warning', /30 seconds/],
  [
    'comments for members only',
    { group: { onlyMembersWrite: true } },
    'group.members-only',
    'warning',
    /join first/,
  ],
  [
    'joining by approval',
    { group: { joiningIsApproved: true } },
    'group.approval',
    'warning',
    /needs the approval/,
  ],
  ['anti-spam', { group: { antiSpam: true } }, 'group.anti-spam', 'warning', /may delete/],
  [
    'members who may not send photos',
    { group: { forbidden: ['photos', 'voice_notes'] } },
    'group.permissions',
    'warning',
    /photos, voice notes/,
  ],
  ['no reactions', { group: { reactions: [] } }, 'group.reactions', 'warning', /are off/],
  ['few reactions', { group: { reactions: ['👍'] } }, 'group.reactions', 'warning', /only 👍/],
  [
    'a hidden history',
    { group: { newMembersSeeHistory: false } },
    'group.history',
    'warning',
    /earlier conversations/,
  ],
  [
    'a history that only MTProto knows to be hidden',
    { facts: { deep: deep({ historyHidden: true }) } },
    'group.history',
    'warning',
    /earlier conversations/,
  ],
  ['signed posts', { facts: { deep: deep({ signatures: true }) } }, 'channel.signatures', 'warning', /signs/],
  ['a public channel', { channel: { username: 'desk' } }, 'channel.public', 'warning', /anybody can read/],
  [
    'an anonymous administrator, by name',
    { groupAdmins: [admin(1, 'Bia'), admin(2, 'Caio', { isAnonymous: true })] },
    'group.anonymous',
    'warning',
    /Anonymous in the group: Caio \(2\)/,
  ],
  [
    'another bot in office',
    { channelAdmins: [admin(1, 'Bia'), admin(77, 'Rose', { isBot: true })] },
    'channel.bots',
    'warning',
    /Rose \(77\)/,
  ],
  [
    'an administrator who misses the notices',
    { facts: { unreachable: known([1 as UserId]) } },
    'channel.notices',
    'warning',
    /may not write to Bia \(1\)/,
  ],
  [
    'a colleague who was never added to the channel',
    {
      facts: {
        deep: deep({ groupMembers: { people: [person(1, 'Bia'), person(5, 'Eva')], isComplete: true } }),
      },
    },
    'group.strangers',
    'warning',
    /Eva \(5\)/,
  ],
  [
    'an agent who hears of no comment',
    {
      facts: {
        deep: deep({ channelMembers: { people: [person(1, 'Bia'), person(6, 'Rui')], isComplete: true } }),
      },
    },
    'group.absent',
    'warning',
    /Rui \(6\)/,
  ],
  [
    "somebody else's webhook while the desk polls",
    { webhook: known({ url: 'https://other.example/x?secret=1', waiting: 0, lastError: null }) },
    'bot.webhook',
    'warning',
    /other\.example/,
  ],
  [
    'a webhook that Telegram could not deliver to',
    {
      wanted: { webhookUrl: 'https://desk.example/hook' },
      webhook: known({
        url: 'https://desk.example/hook',
        waiting: 3,
        lastError: { atS: 1, message: 'Connection refused' },
      }),
    },
    'bot.webhook',
    'warning',
    /Connection refused.*Waiting: 3 updates/,
  ],
  [
    'a bot that may not join groups',
    { bot: { canJoinGroups: false }, facts: { group: refused } },
    'bot.groups',
    'warning',
    /may not be added/,
  ],
];

describe('is told, with a way out:', () => {
  test.each(wrong)('%s', (_, change, check, severity, said) => {
    const found = runChecks(facts(change)).find((finding) => finding.check === check);
    expect(found).toMatchObject({ severity, what: expect.stringMatching(said) as string });
    expect(found?.fix).toMatch(/.{10}/);
  });

  test.each(wrong.filter(([, { facts: all }]) => all === undefined))(
    '%s, and nothing else',
    (_, change, check) => {
      expect(striking(runChecks(facts(change))).map((finding) => finding.check)).toEqual([check]);
    },
  );
});

test('what cannot be known is said not to be known', () => {
  const silent = { known: false, reason: 'the desk does not run' } as const;
  const findings = runChecks(facts({ webhook: silent, facts: { unreachable: silent, deep: silent } }));
  expect(findings.filter(({ severity }) => severity === 'unknown').map(({ check }) => check)).toEqual([
    'bot.webhook',
    'channel.notices',
    'mtproto',
  ]);
  expect(hasProblem(findings)).toBe(false);
  expect(renderFindings(findings)).toMatch(/set up well, as far as could be seen\.$/);
});

test('a member list that Telegram cuts short accuses nobody', () => {
  const short = deep({
    channelMembers: { people: [person(1, 'Bia')], isComplete: false },
    groupMembers: { people: [person(1, 'Bia'), person(5, 'Eva')], isComplete: true },
  });
  expect(striking(runChecks(facts({ facts: { deep: short } })))).toEqual([]);
});

test('in a public channel, who is a member says nothing', () => {
  const strangers = deep({ groupMembers: { people: [person(5, 'Eva')], isComplete: true } });
  const checks = runChecks(facts({ channel: { username: 'desk' }, facts: { deep: strangers } }));
  expect(checks.map(({ check }) => check)).not.toContain('group.strangers');
});

test('a secret in the address of a webhook is not shown', () => {
  const webhook = known({ url: 'https://user:pw@other.example/x?secret=1', waiting: 0, lastError: null });
  expect(renderFindings(runChecks(facts({ webhook })))).not.toMatch(/pw|secret=1/);
});

test('the report names problems and warnings, each with its way out', () => {
  const findings = runChecks(facts({ channel: { autoDeleteS: 60 }, group: { antiSpam: true } }));
  const text = renderFindings(findings);
  expect(text).toMatch(
    /✗ Messages in the channel are deleted after one minute.*\n {4}→ In Telegram: channel/,
  );
  expect(text).toMatch(/1 problem, 1 warning\.$/);
  expect(hasProblem(findings)).toBe(true);
});

test('a span is told in the largest unit that fits', () => {
  expect([1, 30, 60, 90, 3600, 86_400, 172_800].map(span)).toEqual([
    'one second',
    '30 seconds',
    'one minute',
    '90 seconds',
    'one hour',
    'one day',
    '2 days',
  ]);
});

test('every board is checked, and the report says which', () => {
  const { boards, ...desk } = facts();
  const [first] = boards;
  const [second] = facts({ channel: { title: 'Vendas' }, group: { slowModeS: 30 } }).boards;
  if (first === undefined || second === undefined) throw new Error('facts() has no board');
  const vendas = { ...second, wanted: { channelId: -1003, groupId: null } };
  const findings = runChecks({ ...desk, boards: [first, vendas] });
  const checks = (channel?: number) =>
    findings.filter(({ channelId }) => channelId === channel).map(({ check }) => check);
  expect(checks()).toEqual(['bot', 'bot.privacy', 'bot.webhook']);
  expect(checks(-1001)).toContain('channel.notices');
  expect(checks(-1003)).toEqual(expect.arrayContaining(['channel', 'group.slow-mode']) as string[]);
  const text = renderFindings(findings);
  expect(text).toMatch(
    /\n\nChannel -1001:\n✓ The channel is "Desk"[^]*\n\nChannel -1003:\n✓ The channel is "Vendas"/,
  );
  expect(renderFindings(runChecks(facts()))).not.toContain('Channel -1001:');
});
