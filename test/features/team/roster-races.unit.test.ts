import { describe, expect, test } from 'vitest';
import type { EpochMs } from '../../../machines/ids.ts';
import type { Standing } from '../../../src/store/team-store.ts';
import { TelegramError } from '../../../src/telegram/grammy-api.ts';
import { testRedis } from '../../support/redis.ts';
import { eventually } from '../../support/eventually.ts';
import { aKnownTeam, aProvenTeam, aTeam, bia, caio, davi, eva, PROOF, stranger } from '../../support/team.ts';

const redis = testRedis();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test.each([false, true])(
  'an administrator of whom the desk never heard is known when they write while it is proven (public: %s)',
  async (isPublic) => {
    const { team, telegram, clock } = await aKnownTeam(redis, { isPublic });
    telegram.standings.set(eva, 'administrator');
    const answers: Promise<Standing>[] = [];
    telegram.meanwhile = async () => {
      await clock.advance(10);
      answers.push(team.standing(eva));
    };
    await team.prove();
    expect(await Promise.all(answers)).toEqual(['administrator']);
    expect(await team.standing(eva)).toBe('administrator');
  },
);

describe('somebody in the channel whom nobody knows is not hidden', () => {
  test('by one who left unheard, though the clock was set back since that one was asked about', async () => {
    const { team, telegram, clock, directory } = await aKnownTeam(redis);
    await directory.found(davi, 'member', (clock.now() + HOUR_MS) as EpochMs);
    telegram.standings.delete(davi);
    telegram.standings.set(eva, 'member');
    await team.prove();
    expect(await team.standing(eva)).toBe('member');
  });

  test.each(['count', 'administrators'])(
    'by an administrator who leaves after the question for the %s, of which is told when all is asked',
    async (question) => {
      const { becomes, team, telegram } = await aKnownTeam(redis);
      telegram.standings.set(eva, 'member');
      const onQuestion = async () => {
        // Runs before the next answer.
        if (telegram.asked.at(-2) === question) telegram.standings.delete(caio);
        else telegram.meanwhile = onQuestion;
      };
      telegram.meanwhile = onQuestion;
      await team.prove();
      telegram.standings.set(caio, 'administrator');
      await becomes(caio, 'outsider');
      expect(await team.standing(eva)).toBe('member');
    },
  );
});

test('what happened unheard while the administrators of a public channel were named is not proven', async () => {
  const { team, telegram } = await aKnownTeam(redis, { isPublic: true });
  // The bot was put out and let in again, and the answer is older.
  telegram.meanwhile = () => team.distrust();
  await team.prove();
  telegram.standings.set(eva, 'administrator');
  expect(await team.standing(eva)).toBe('administrator');
});

describe('a Telegram that refuses is asked once a minute', () => {
  test('however many subscribe to a public channel', async () => {
    const { becomes, team, telegram, clock, asked } = await aKnownTeam(redis, { isPublic: true });
    telegram.isDown = true;
    for (let second = 0; second < 60; second += 1) {
      await becomes(stranger(), 'outsider');
      await team.prove();
      await clock.advance(1000);
    }
    expect(asked()).toEqual(['administrators']);
  });

  test('and not before it wants to be', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam(redis);
    telegram.meanwhile = async () => {
      throw new TelegramError('Too Many Requests: retry after 300', 429, 300);
    };
    for (let minute = 0; minute < 5; minute += 1) {
      await team.prove();
      await clock.advance(MINUTE_MS);
    }
    expect(asked()).toEqual(['count']);
    await team.prove();
    expect(asked()).toHaveLength(3);
  });
});

test('somebody who left unheard and never writes again does not keep it from being proven', async () => {
  const { team, telegram, clock, asked } = await aKnownTeam(redis);
  telegram.standings.delete(davi);
  await team.prove();
  expect(asked()).toEqual(PROOF);
  expect(await team.standing(davi)).toBe('member');
  await clock.advance(MINUTE_MS);
  await team.prove();
  expect(asked()).toEqual(PROOF);
  expect(await team.standing(davi)).toBe('outsider');
  await clock.advance(1000);
  await team.prove();
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(['count', 'administrators']);
});

test.each(['member', 'administrator'] as const)(
  'a %s who leaves is of the team until that is told, or said twice: their last words may still be on the way',
  async (role) => {
    const { becomes, team, telegram, clock } = await aKnownTeam(redis);
    await becomes(davi, role);
    await clock.advance(5 * MINUTE_MS);
    telegram.standings.delete(davi);
    await team.prove();
    await clock.advance(MINUTE_MS - 1);
    await team.prove();
    expect(await team.standing(davi)).toBe(role);
    await becomes(davi, 'outsider');
    expect(await team.standing(davi)).toBe('outsider');
    await becomes(davi, role);
    await clock.advance(HOUR_MS);
    telegram.standings.delete(davi);
    await team.prove();
    expect(await team.standing(davi)).toBe(role);
    await clock.advance(MINUTE_MS);
    await team.prove();
    expect(await team.standing(davi)).toBe('outsider');
  },
);

test('nobody waits long for a proof', async () => {
  const { team, telegram, clock, asked } = await aKnownTeam(redis);
  let answers = (): void => {};
  telegram.meanwhile = () => new Promise<void>((resolve) => (answers = resolve));
  const proof = team.prove();
  await eventually(() => expect(telegram.asked).toEqual(['count']));
  const client = stranger();
  const standing = team.standing(client);
  await eventually(() => expect(clock.waits()).not.toEqual([]));
  await clock.advance(5000);
  expect(await standing).toBe('outsider');
  answers();
  await proof;
  expect(asked()).toEqual(['count', client, 'administrators', davi]);
});

describe('what was known of the channel while it was private', () => {
  test('says nothing when it is public, and says it again when it is private again', async () => {
    const { team, chats, telegram, clock, asked } = await aProvenTeam(redis);
    expect(await team.standing(davi)).toBe('member');
    chats.isPublic = true;
    expect(await team.standing(davi)).toBe('outsider');
    expect(new Set(await team.audience())).toEqual(new Set([bia, caio]));
    await clock.advance(MINUTE_MS);
    await team.prove();
    expect(asked()).toEqual([davi, 'administrators', 'administrators']);
    expect(await team.standing(stranger())).toBe('outsider');
    telegram.standings.set(eva, 'member');
    expect(await team.standing(eva)).toBe('outsider');
    await clock.advance(MINUTE_MS);
    chats.isPublic = false;
    await team.prove();
    for (const member of [davi, eva]) expect(await team.standing(member)).toBe('member');
  });

  test('nor to the next process', async () => {
    const one = await aKnownTeam(redis);
    const { team } = aTeam(redis, { beside: one, isPublic: true, isCaughtUp: true });
    expect(await team.standing(davi)).toBe('outsider');
  });
});
