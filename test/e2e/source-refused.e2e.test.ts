import { describe, expect, test } from 'vitest';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';

const about = [
  'Bad Request: chat not found',
  'Bad Request: PEER_ID_INVALID',
  'Forbidden: bot was blocked by the user',
  'Forbidden: user is deactivated',
];

/** Telegram refuses every copy out of a private chat into the group. */
const refusesCopies = (desk: TestDesk, description: string): void =>
  desk.sandbox.faults.next(
    { method: 'copyMessage', chatId: desk.sandbox.groupId, times: 50 },
    { error_code: description.startsWith('Forbidden') ? 403 : 400, description },
  );

describe.each(about)('Telegram says of a private chat "%s"', (description) => {
  test('a file reaches the team by its id', async () => {
    await using desk = await deskWith('ana', 'zeca');
    const boss = desk.admin('boss');
    boss.starts();
    await desk.settle();
    const before = boss.texts().length;
    refusesCopies(desk, description);
    desk.client('ana').writes({ photo: {}, caption: 'o comprovante' });
    desk.client('zeca').writes('e eu?');
    await desk.settle();
    expect(desk.thread('ana').at(-1)).toBe('o comprovante');
    expect(desk.thread('zeca').at(-1)).toBe('e eu?');
    expect(boss.texts().slice(before)).toEqual([]);
  });

  test('a message without a file is parked and its author told, while others are served', async () => {
    await using desk = await deskWith('ana', 'zeca');
    const boss = desk.admin('boss');
    boss.starts();
    await desk.settle();
    const before = boss.texts().length;
    refusesCopies(desk, description);
    desk.client('ana').writes({ location: { latitude: 1, longitude: 2 } });
    desk.client('zeca').writes('e eu?');
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toMatch(/não chegou à nossa equipe/);
    expect((await desk.inspect('ana'))?.parked).toMatchObject([
      { kind: 'relayToThread', reason: description },
    ]);
    expect(desk.thread('zeca').at(-1)).toBe('e eu?');
    expect(boss.texts().slice(before)).toEqual([]);
  });
});

describe.each([
  'Bad Request: chat not found',
  'Forbidden: bot was kicked from the supergroup chat',
  'Forbidden: bot is not a member of the supergroup chat',
])('Telegram says of the group that an answer is copied from "%s"', (description) => {
  const error_code = description.startsWith('Forbidden') ? 403 : 400;

  async function refusing(): Promise<TestDesk> {
    const desk = await deskWith('ana');
    const chatId = desk.client('ana').id;
    desk.sandbox.faults.next({ method: 'copyMessage', chatId, times: 50 }, { error_code, description });
    return desk;
  }

  test('a file reaches the client by its id', async () => {
    await using desk = await refusing();
    desk.agent('bia').comments('ana', { photo: {}, caption: 'o boleto' });
    await desk.settle();
    expect(desk.client('ana').received().at(-1)).toMatchObject({
      caption: 'o boleto',
      photo: expect.anything() as unknown,
    });
  });

  test('a message without a file is parked, and the client is not taken for somebody who left', async () => {
    await using desk = await refusing();
    desk.agent('bia').comments('ana', { location: { latitude: 1, longitude: 2 } });
    await desk.settle();
    expect((await desk.inspect('ana'))?.parked).toMatchObject([{ reason: description }]);
    desk.agent('bia').comments('ana', 'e o endereço?');
    await desk.settle();
    expect(desk.client('ana').lastMessage()).toBe('e o endereço?');
  });
});
