import { expect, test } from 'vitest';
import { type BoardNumber, FIRST_BOARD, type UserId } from '../../../machines/ids.ts';
import { Team } from '../../../src/features/team/team.ts';
import { createTeamStore, type Membership } from '../../../src/store/team-store.ts';
import { TelegramError } from '../../../src/telegram/error.ts';
import { drivenClock } from '../../support/driven-clock.ts';
import { testRedis } from '../../support/redis.ts';
import { deskStores, user } from '../../support/stores.ts';
import { aBoard, aDesk, secondBoard } from '../../support/updates.ts';

const redis = testRedis();
const SECOND = 1 as BoardNumber;
const [bia, caio, dora, ana] = [user(500), user(501), user(502), user(700)];

/** Bia administers the first board, Caio is a member of both, Dora administers the second. */
function twoBoards() {
  const { keys } = deskStores(redis);
  const [first, second] = [aBoard(), secondBoard()];
  const members = new Map<number, Map<UserId, Membership>>([
    [
      first.channelId,
      new Map<UserId, Membership>([
        [bia, 'administrator'],
        [caio, 'member'],
      ]),
    ],
    [
      second.channelId,
      new Map<UserId, Membership>([
        [caio, 'member'],
        [dora, 'administrator'],
      ]),
    ],
  ]);
  const refusals = new Map<number, TelegramError>();
  const asked: string[] = [];
  const answer = (chat: number): Map<UserId, Membership> => {
    const refusal = refusals.get(chat);
    if (refusal !== undefined) throw refusal;
    return members.get(chat) ?? new Map<UserId, Membership>();
  };
  const team = new Team({
    storeOf: (board) => createTeamStore(redis, keys, board),
    api: {
      async membership(chat, person) {
        asked.push(`${chat === first.channelId ? 'first' : 'second'} ${person}`);
        return answer(chat).get(person) ?? 'outsider';
      },
      administrators: async (chat) =>
        [...answer(chat)].flatMap(([person, part]) => (part === 'administrator' ? [person] : [])),
    },
    boards: aDesk(first, second),
    clock: drivenClock(),
  });
  return { team, refusals, asked, first, second };
}

test('a person belongs to the boards whose channels the person is in', async () => {
  const { team } = twoBoards();
  expect([...(await team.memberships(bia))]).toEqual([[FIRST_BOARD, 'administrator']]);
  expect([...(await team.memberships(caio))]).toEqual([
    [FIRST_BOARD, 'member'],
    [SECOND, 'member'],
  ]);
  expect([...(await team.memberships(dora))]).toEqual([[SECOND, 'administrator']]);
  expect((await team.memberships(ana)).size).toBe(0);
});

test('each board is asked once, and an update of one board changes nothing on the other', async () => {
  const { team, asked } = twoBoards();
  await team.memberships(caio);
  await team.learn(SECOND, caio, 'outsider');
  expect([...(await team.memberships(caio))]).toEqual([[FIRST_BOARD, 'member']]);
  expect(asked).toEqual([`first ${caio}`, `second ${caio}`]);
});

test('only the board that was deaf asks again', async () => {
  const { team, asked } = twoBoards();
  await team.memberships(caio);
  await team.distrust(SECOND);
  await team.memberships(caio);
  expect(asked).toEqual([`first ${caio}`, `second ${caio}`, `second ${caio}`]);
});

test('the administrators of the desk are those of the first board', async () => {
  const { team } = twoBoards();
  expect(await team.audience()).toEqual([bia]);
});

test('a later board that refuses holds up nobody; the first board and a silent Telegram do', async () => {
  const { team, refusals, first, second } = twoBoards();
  refusals.set(
    second.channelId,
    new TelegramError('Forbidden: bot is not a member of the channel chat', 403),
  );
  expect((await team.memberships(ana)).size).toBe(0);
  refusals.set(second.channelId, new TelegramError('No answer from the Bot API', null));
  await expect(team.memberships(ana)).rejects.toThrow('No answer');
  refusals.delete(second.channelId);
  refusals.set(first.channelId, new TelegramError('Forbidden: bot was kicked', 403));
  await expect(team.memberships(user(701))).rejects.toThrow('kicked');
});
