import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import type { TestDeskOptions } from '../support/running-desk.ts';
import { eventually } from '../support/eventually.ts';

const LOOK_MS = 5 * 60_000 + 1000;

/** Ana has a thread, and an administrator hears of troubles. */
async function deskWithAna(options: TestDeskOptions = {}): Promise<TestDesk> {
  const desk = await startDesk(options);
  desk.admin('dora').starts();
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  return desk;
}

/** The group is still a basic group, and so cannot be linked to a channel. */
async function deskInBasicGroup(): Promise<TestDesk & { becomesSupergroup(): number }> {
  let basic: number | undefined;
  const desk = await startDesk({
    groupId({ people, channelId }) {
      if (basic === undefined) people.linkGroup(channelId, null);
      return (basic ??= people.addGroup('group', 'Equipe'));
    },
  });
  return Object.assign(desk, { becomesSupergroup: () => desk.sandbox.people.migrateGroup(basic ?? 0) });
}

/** Notices about channel and group to an administrator. */
const reports = (desk: TestDesk): string[] =>
  desk
    .client('dora')
    .texts()
    .filter((text) => /^[⚠✅ℹ]/u.test(text));

const hears = (desk: TestDesk, ...texts: string[]) =>
  eventually(() => expect(reports(desk)).toEqual(texts.map((text) => expect.stringContaining(text))));

/** Lets the desk look until this holds. The effects of a look end before the next look: a copy takes less than a minute. */
const inTime = (desk: TestDesk, holds: () => void) =>
  eventually(async () => {
    desk.pass(LOOK_MS);
    await desk.settle();
    holds();
  });

/** Calls that write into a chat. */
const writtenInto = (desk: TestDesk, chatId: number) =>
  desk.sandbox.calls.filter(
    (call) => call.chatId === chatId && /^(send|copy|edit|pin|unpin|delete)/.test(call.method),
  ).length;

test('comments are switched off: nothing is written, it is told once, and after the repair everything arrives', async () => {
  await using desk = await deskWithAna();
  const { people, channelId, groupId } = desk.sandbox;
  people.linkGroup(channelId, null);
  await inTime(desk, () => expect(reports(desk)).toHaveLength(1));
  const before = writtenInto(desk, groupId) + writtenInto(desk, channelId);
  desk.client('ana').writes('um');
  desk.client('carla').writes('dois');
  await desk.settle();
  await desk.restart();
  desk.pass(LOOK_MS);
  desk.client('ana').writes('três');
  await desk.settle();
  expect(writtenInto(desk, groupId) + writtenInto(desk, channelId)).toBe(before);
  await hears(desk, 'Os comentários do canal estão desligados');

  people.linkGroup(channelId, groupId);
  await inTime(desk, () => expect(desk.thread('ana')).toEqual(['oi', 'um', 'três']));
  await eventually(() => expect(desk.thread('carla')).toEqual(['dois']));
  await hears(desk, 'Os comentários do canal estão desligados', 'em ordem de novo');
  expect(desk.posts('ana')).toHaveLength(1);
  expect(desk.posts('carla')).toHaveLength(1);
});

test('nobody noticed yet that comments are off: the post of a new client is not made again and again', async () => {
  await using desk = await deskWithAna();
  const { people, channelId, groupId } = desk.sandbox;
  people.linkGroup(channelId, null);
  desk.client('carla').writes('oi');
  await desk.settle();
  for (const ms of [31_000, 151_000, 31_000, 151_000]) {
    desk.pass(ms);
    await desk.settle();
  }
  await hears(desk, 'Os comentários do canal estão desligados');
  expect(desk.posts('carla')).toHaveLength(1);
  people.linkGroup(channelId, groupId);
  await inTime(desk, () => expect(desk.thread('carla')).toEqual(['oi']));
  await desk.settle();
  expect(desk.posts('carla').filter(({ text }) => !text.startsWith('⬜️'))).toHaveLength(1);
});

test('another group is linked: nothing is written there, and the desk waits for its own', async () => {
  await using desk = await deskWithAna();
  const { people, channelId, groupId } = desk.sandbox;
  const other = people.addGroup('supergroup', 'Outra equipe');
  people.linkGroup(channelId, other);
  await inTime(desk, () => expect(reports(desk)).toHaveLength(1));
  desk.client('ana').writes('um');
  await desk.settle();
  await desk.restart();
  desk.client('carla').writes('dois');
  await desk.settle();
  expect(writtenInto(desk, other)).toBe(0);
  await hears(desk, 'vinculado a outro grupo');
  people.linkGroup(channelId, groupId);
  await inTime(desk, () => expect(desk.thread('ana')).toEqual(['oi', 'um']));
  await eventually(() => expect(desk.thread('carla')).toEqual(['dois']));
  await hears(desk, 'vinculado a outro grupo', 'em ordem de novo');
});

test.each(['channel', 'group'] as const)(
  'the bot loses its place in the %s: told once; once it is back what waited arrives without delay',
  async (where) => {
    await using desk = await deskWithAna();
    const { people, channelId, groupId } = desk.sandbox;
    const chat = where === 'channel' ? channelId : groupId;
    const trouble = where === 'channel' ? 'Não consigo publicar no canal' : 'Não sou mais administrador';
    people.setBotRights(chat, 'none');
    await hears(desk, trouble);
    desk.client('ana').writes('um');
    await desk.settle();
    desk.pass(60_000);
    await desk.settle();
    await desk.restart();
    await desk.settle();
    desk.client('ana').writes('dois');
    await desk.settle();
    // An existing thread needs no channel.
    expect(desk.thread('ana')).toEqual(where === 'channel' ? ['oi', 'um', 'dois'] : ['oi']);
    await hears(desk, trouble);

    people.setBotRights(chat, {});
    await eventually(() => expect(desk.thread('ana')).toEqual(['oi', 'um', 'dois']));
    await hears(desk, trouble, 'em ordem de novo');
    expect(desk.posts('ana')).toHaveLength(1);
  },
);

test('the bot is out of the channel when a new client writes: the post is made as soon as it is back', async () => {
  await using desk = await deskWithAna();
  const { people, channelId } = desk.sandbox;
  desk.client('carla').starts();
  await desk.settle();
  people.setBotRights(channelId, 'none');
  await hears(desk, 'Não consigo publicar no canal');
  desk.client('carla').writes('oi');
  await desk.settle();
  expect(desk.posts('carla')).toEqual([]);
  people.setBotRights(channelId, {});
  await eventually(() => expect(desk.thread('carla')).toEqual(['oi']));
});

test('Telegram refuses what is written in the group, for no reason that can be seen: told once, and again when it is over', async () => {
  await using desk = await deskWithAna();
  const refusal = {
    error_code: 400,
    description: 'Bad Request: not enough rights to send text messages to the chat',
  };
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId, times: 1000 }, refusal);
  desk.client('ana').writes('um');
  await eventually(() => {
    desk.pass(5000);
    expect(reports(desk)).toHaveLength(1);
  });
  desk.pass(60_000);
  await hears(desk, 'recusa o que o bot escreve no grupo');
  desk.sandbox.faults.clear();
  await eventually(() => {
    desk.pass(5000);
    expect(desk.thread('ana')).toEqual(['oi', 'um']);
  });
  await hears(desk, 'recusa o que o bot escreve no grupo', 'em ordem de novo');
});

test.each([
  { error_code: 401, description: 'Unauthorized' },
  { error_code: 404, description: 'Not Found' },
])(
  'Telegram answers $error_code for some seconds: everything arrives soon after, and nobody is told',
  async (odd) => {
    await using desk = await deskWithAna();
    desk.sandbox.faults.next({ times: 1000 }, odd);
    desk.client('ana').writes('um');
    desk.client('carla').writes('dois');
    const refused = () =>
      desk.sandbox.calls.filter(({ error }) => error?.error_code === odd.error_code).length;
    for (const calls of [3, 6, 9]) {
      await eventually(() => {
        desk.pass(200);
        expect(refused()).toBeGreaterThanOrEqual(calls);
      });
    }
    desk.sandbox.faults.clear();
    await eventually(() => {
      desk.pass(1000);
      expect(desk.thread('ana')).toEqual(['oi', 'um']);
      expect(desk.thread('carla')).toEqual(['dois']);
    });
    await desk.settle();
    expect(reports(desk)).toEqual([]);
  },
);

test('a basic group becomes a supergroup while it is set up: the desk follows, and says so', async () => {
  await using desk = await deskInBasicGroup();
  desk.admin('dora').starts();
  await desk.settle();
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.posts('ana')).toEqual([]);
  const { people, channelId } = desk.sandbox;
  const group = desk.becomesSupergroup();
  await desk.settle();
  people.linkGroup(channelId, group);
  await inTime(desk, () => expect(desk.thread('ana')).toEqual(['oi']));
  expect(reports(desk)).toContainEqual(expect.stringContaining(String(group)));
  const menus = desk.sandbox.calls.filter(({ method }) => method === 'setMyCommands');
  expect(JSON.stringify(menus)).toContain(String(group));
  // GROUP_ID still names the old one.
  await desk.restart();
  desk.client('ana').writes('de novo');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', 'de novo']);
  expect(desk.posts('ana')).toHaveLength(1);
});

test('a group becomes a supergroup while Telegram does not say who the administrators are: the desk goes on', async () => {
  await using desk = await deskInBasicGroup();
  await desk.settle();
  const restart = { error_code: 500, description: 'Internal Server Error: restart' };
  desk.sandbox.faults.next({ method: 'getChatAdministrators', times: 100 }, restart);
  desk.pass(11 * 60_000);
  await desk.settle();
  const { people, channelId } = desk.sandbox;
  const group = desk.becomesSupergroup();
  await desk.settle();
  people.linkGroup(channelId, group);
  desk.client('ana').writes('oi');
  // Not `inTime`: a desk without an answer about the administrators never settles.
  await eventually(() => {
    desk.pass(LOOK_MS);
    expect(desk.thread('ana')).toEqual(['oi']);
  });
});

test('a group became a supergroup while the desk was away: Telegram’s refusal tells the new id', async () => {
  await using desk = await deskInBasicGroup();
  await desk.settle();
  await desk.stop();
  const { people, channelId, url, token } = desk.sandbox;
  const group = desk.becomesSupergroup();
  await fetch(`${url}/bot${token}/getUpdates?offset=100000`);
  people.linkGroup(channelId, group);
  await desk.restart();
  desk.client('ana').writes('oi');
  await inTime(desk, () => expect(desk.thread('ana')).toEqual(['oi']));
});

test('an account that is gone is not said to have blocked the bot', async () => {
  await using desk = await deskWithAna();
  desk.sandbox.people.deactivate(desk.client('ana').id);
  for (const text of ['olá?', 'ainda aí?']) {
    desk.agent('bia').comments('ana', text);
    await desk.settle();
  }
  expect(desk.thread('ana').at(-1)).toContain(
    'A conta do cliente foi desativada no Telegram: a mensagem NÃO',
  );
  expect(desk.thread('ana').join()).not.toContain('bloqueou');
});
