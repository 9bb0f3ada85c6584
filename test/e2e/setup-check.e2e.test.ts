import { expect, test } from 'vitest';
import type { UserId } from '../../machines/ids.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Finding } from '../../src/features/setup-check/finding.ts';
import { checkSetup } from '../../src/features/setup-check/gather-facts.ts';
import { probe } from '../../src/features/setup-check/probe.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { startDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

type Looked = Pick<Sandbox, 'token' | 'url' | 'channelId'>;

const asked = ({ token, url, channelId }: Looked, unreachable: UserId[] = []) => ({
  api: createTelegramApi(token, url).setup,
  wanted: { boards: [{ channelId, groupId: null }], webhookUrl: null },
  unreachable: async () => ({ known: true, value: unreachable }) as const,
});

const look = (sandbox: Looked): Promise<Finding[]> => checkSetup(asked(sandbox));

const striking = async (sandbox: Looked): Promise<string[]> =>
  (await look(sandbox))
    .filter(({ severity }) => severity === 'problem' || severity === 'warning')
    .map(({ severity, check }) => `${severity} ${check}`);

const probed = (sandbox: Sandbox) =>
  probe({
    call: createTelegramApi(sandbox.token, sandbox.url).call,
    api: createTelegramApi(sandbox.token, sandbox.url).setup,
    clock: systemClock,
    channelId: sandbox.channelId,
    groupId: sandbox.groupId,
  });

test('the local Telegram is set up as a desk needs it', async () => {
  await using sandbox = await startSandbox({ seed: true });
  expect((await look(sandbox)).map(({ severity, check }) => `${severity} ${check}`)).toEqual([
    'ok bot',
    'ok bot.privacy',
    'ok bot.webhook',
    'ok channel',
    'ok channel.bot',
    'ok channel.comments',
    'ok group',
    'ok group.bot',
    'ok group.anonymous',
    'ok channel.notices',
  ]);
});

test('looking changes nothing: no message is written and no update taken', async () => {
  await using sandbox = await startSandbox({ seed: true });
  sandbox.people.start(701);
  await look(sandbox);
  const methods = new Set(sandbox.calls.map(({ method }) => method));
  expect([...methods].filter((method) => !method.startsWith('get'))).toEqual([]);
  expect(methods).not.toContain('getUpdates');
  expect(sandbox.pending().updates).toBeGreaterThan(0);
});

test('whatever is changed in the settings of the channel or the group is noticed', async () => {
  await using sandbox = await startSandbox({ seed: true });
  const { people, channelId, groupId } = sandbox;
  people.changeSettings(channelId, { message_auto_delete_time: 86_400 });
  people.changeSettings(groupId, {
    slow_mode_delay: 30,
    join_to_send_messages: true,
    join_by_request: true,
    has_aggressive_anti_spam_enabled: true,
    hiddenHistory: true,
    available_reactions: [{ type: 'emoji', emoji: '👍' }],
    permissions: { can_send_photos: false },
  });
  expect(await striking(sandbox)).toEqual([
    'problem channel.auto-delete',
    'warning group.slow-mode',
    'warning group.members-only',
    'warning group.approval',
    'warning group.anti-spam',
    'warning group.permissions',
    'warning group.reactions',
    'warning group.history',
  ]);
});

test('an anonymous administrator and other bots are named', async () => {
  await using sandbox = await startSandbox({ seed: true });
  const { people, channelId, groupId } = sandbox;
  people.setRole(groupId, 502, 'administrator', { isAnonymous: true });
  const rose = people.add({ firstName: 'Rose', isBot: true });
  people.setRole(channelId, rose, 'administrator');
  const findings = await look(sandbox);
  expect(findings.find(({ check }) => check === 'group.anonymous')?.what).toContain('Caio Melo (502)');
  expect(findings.find(({ check }) => check === 'channel.bots')?.what).toContain(`Rose (${rose})`);
});

test('a bot that lost its rights is told which', async () => {
  await using sandbox = await startSandbox({ seed: true });
  sandbox.people.setBotRights(sandbox.channelId, { can_edit_messages: false });
  sandbox.people.setBotRights(sandbox.groupId, 'none');
  expect(await striking(sandbox)).toEqual(['problem channel.can_edit_messages', 'problem group.bot']);
  sandbox.people.setBotRights(sandbox.channelId, 'none');
  expect(await striking(sandbox)).toEqual(['problem channel']);
});

test('a wrong token, a wrong channel and a Telegram that is away are told apart', async () => {
  await using sandbox = await startSandbox({ seed: true });
  expect(await striking({ ...sandbox, token: '9000:wrong-token' })).toEqual(['problem bot']);
  expect(await striking({ ...sandbox, channelId: -1_009_999_999_999 })).toEqual(['problem channel']);
  expect(await striking({ ...sandbox, url: 'http://127.0.0.1:9' })).toEqual(['problem telegram']);
});

test('the probe finds a desk that works, and leaves nothing behind', async () => {
  await using sandbox = await startSandbox({ seed: true, copyDelayMs: 5 });
  expect(await probed(sandbox)).toMatchObject([{ severity: 'ok', check: 'probe' }]);
  expect(sandbox.views.channel()).toEqual([]);
  expect(sandbox.views.group()).toEqual([]);
  expect(sandbox.calls.map(({ method }) => method)).not.toContain('getUpdates');
});

test('a desk that starts after a probe finds no client in it', async () => {
  await using desk = await startDesk({ asleep: true });
  await probed(desk.sandbox);
  expect(desk.sandbox.pending().updates).toBeGreaterThan(0);
  await desk.restart();
  await desk.settle();
  expect(desk.sandbox.views.channel()).toEqual([]);
  expect(desk.log).toEqual([]);
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.thread('ana')).toContain('oi');
});

test('the probe says which step failed, and tidies up all the same', async () => {
  await using sandbox = await startSandbox({ seed: true, copyDelayMs: 5 });
  sandbox.faults.next(
    { method: 'sendMessage', chatId: sandbox.groupId },
    { error_code: 400, description: 'Bad Request: not enough rights to send text messages to the chat' },
  );
  expect(await probed(sandbox)).toMatchObject([
    { severity: 'problem', what: expect.stringMatching(/could not comment.*not enough rights/) as string },
  ]);
  expect(sandbox.views.channel()).toEqual([]);
  sandbox.faults.next(
    { method: 'deleteMessage', chatId: sandbox.channelId },
    { error_code: 400, description: "Bad Request: message can't be deleted" },
  );
  expect(await probed(sandbox)).toMatchObject([{ severity: 'warning', check: 'probe.left' }]);
});

test('a desk that starts logs once what is wrong, with the way out', async () => {
  await using desk = await startDesk({ without: [], asleep: true, sandbox: { seed: true } });
  desk.sandbox.people.setRole(desk.sandbox.groupId, 502, 'administrator', { isAnonymous: true });
  desk.sandbox.people.changeSettings(desk.sandbox.groupId, { message_auto_delete_time: 60 });
  await desk.restart();
  await eventually(() => expect(desk.log).toHaveLength(2));
  expect(desk.log.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 50, event: 'setup.broken', check: 'group.auto-delete', fix: expect.any(String) as string },
    { level: 40, event: 'setup.warning', check: 'group.anonymous' },
  ]);
});

test('a start names an administrator whose notice was refused', async () => {
  await using desk = await startDesk({ without: [] });
  const bia = desk.admin('bia');
  desk.client('ana').writes('oi');
  await desk.settle();
  desk.log.splice(0);
  await desk.restart();
  const silent = (): unknown[] =>
    desk.log
      .map((line) => JSON.parse(line) as { check?: string; what?: string })
      .filter(({ check }) => check === 'channel.notices');
  await eventually(() => expect(silent()).toHaveLength(1));
  expect(silent()).toMatchObject([{ what: expect.stringContaining(`bia (${bia.id})`) as string }]);
});

test('a desk without the check asks nothing about the set-up', async () => {
  await using desk = await startDesk({ without: ['setupCheck'] });
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.sandbox.calls.filter(({ params }) => 'return_bots' in params)).toEqual([]);
  expect(desk.thread('ana')).toContain('oi');
});

test('every board of the desk is looked at', async () => {
  await using sandbox = await startSandbox({ seed: true });
  const vendas = sandbox.addBoard({ title: 'Vendas' });
  sandbox.people.changeSettings(vendas.groupId, { slow_mode_delay: 30 });
  const boards = [sandbox, vendas].map(({ channelId }) => ({ channelId, groupId: null }));
  const found = await checkSetup({ ...asked(sandbox), wanted: { boards, webhookUrl: null } });
  const slow = found.filter(({ check }) => check === 'group.slow-mode');
  expect(slow.map(({ channelId }) => channelId)).toEqual([vendas.channelId]);
  expect(found.filter(({ check }) => check === 'channel.comments')).toHaveLength(2);
});
