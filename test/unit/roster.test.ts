import { describe, expect, test } from 'vitest';
import type { EpochMs, UserId } from '../../machines/words.ts';
import type { Standing } from '../../src/store/directory.ts';
import { TelegramError } from '../../src/telegram/grammy-api.ts';
import { turn } from '../support/driven-clock.ts';
import { testRedis } from '../support/redis.ts';
import { DAY_MS, user } from '../support/stores.ts';
import { aTeam, bia, caio, type TeamOptions } from '../support/team.ts';

const redis = testRedis();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Members of the private channel, beside the administrators. */
const [davi, eva] = [user(502), user(503)];
let people = 700;
const stranger = (): UserId => user((people += 1));

/** Bia and Caio administer the channel, and Davi's joining was told a while ago. */
async function aKnownTeam(options: TeamOptions = {}) {
  const made = aTeam(redis, { isCaughtUp: true, ...options });
  made.telegram.standings.set(davi, 'member');
  await made.team.learn(davi, 'member');
  await made.clock.advance(5 * MINUTE_MS);
  return made;
}

const PROOF = ['administrators', 'count', davi];

test('once it is proven that there is nobody else, who is unknown is no more asked about', async () => {
  const { team, asked } = await aKnownTeam();
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
  for (let n = 0; n < 5; n += 1) expect(await team.standing(stranger())).toBe('outsider');
  expect(await team.standing(davi)).toBe('member');
  expect(await team.standing(bia)).toBe('administrator');
  expect(asked()).toEqual([]);
});

test('many who come at once wait for one proof', async () => {
  const { team, asked } = await aKnownTeam();
  const standings = await Promise.all(Array.from({ length: 10 }, () => team.standing(stranger())));
  expect(new Set(standings)).toEqual(new Set(['outsider']));
  expect(asked()).toEqual(PROOF);
});

test('a proof is good for a day, and spares the daily question about each client', async () => {
  const { team, clock, asked } = await aKnownTeam();
  const clients = Array.from({ length: 5 }, stranger);
  for (let day = 0; day < 3; day += 1) {
    for (const client of clients) expect(await team.standing(client)).toBe('outsider');
    expect(asked()).toEqual(PROOF);
    await clock.advance(DAY_MS - 1);
    expect(await team.standing(stranger())).toBe('outsider');
    expect(asked()).toEqual([]);
    await clock.advance(1);
  }
});

test('a clock that is set back after the desk caught up changes nothing', async () => {
  const { team, state, clock, asked } = await aKnownTeam();
  state.listensSince = (clock.now() + HOUR_MS) as EpochMs;
  expect(await team.standing(stranger())).toBe('outsider');
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
});

test('other bots count as well', async () => {
  const { team, telegram, asked } = await aKnownTeam();
  telegram.bots = 3;
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
});

describe('somebody in the channel whom nobody knows', () => {
  test('is recognised when they write, however late; until then everybody is asked about', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam();
    telegram.standings.set(eva, 'member');
    const first = stranger();
    expect(await team.standing(first)).toBe('outsider');
    expect(asked()).toEqual(['administrators', 'count', first]);
    const second = stranger();
    expect(await team.standing(second)).toBe('outsider');
    expect(asked()).toEqual([second]);
    await clock.advance(HOUR_MS);
    expect(await team.standing(eva)).toBe('member');
    expect(asked()).toEqual(['administrators', 'count', eva]);
    expect(await team.standing(stranger())).toBe('outsider');
    expect(asked()).toEqual(['administrators', 'count', davi, eva]);
  });

  test('is not hidden by somebody who left meanwhile', async () => {
    const { team, telegram, asked } = await aKnownTeam();
    telegram.standings.delete(davi);
    telegram.standings.set(eva, 'member');
    expect(await team.standing(eva)).toBe('member');
    expect(asked()).toEqual([...PROOF, eva]);
    expect(await team.standing(davi)).toBe('outsider');
    expect(await team.standing(stranger())).toBe('outsider');
    expect(asked()).toEqual(['administrators', 'count', eva]);
  });

  test('is not hidden by somebody who has just joined, while Telegram tells an older number', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam();
    telegram.standings.set(eva, 'member');
    expect(await team.standing(stranger())).toBe('outsider');
    const fabio = user(504);
    telegram.count = 5;
    telegram.standings.set(fabio, 'member');
    await team.learn(fabio, 'member');
    asked();
    await clock.advance(MINUTE_MS);
    expect(await team.standing(eva)).toBe('member');
    expect(asked()).toEqual([eva]);
  });
});

describe('a change ends the proof', () => {
  test.each<[string, Standing]>([
    ['joins', 'member'],
    ['is promoted', 'administrator'],
    ['leaves', 'outsider'],
  ])('when somebody %s', async (_what, standing) => {
    const { team, telegram, clock, asked } = await aKnownTeam();
    await team.standing(stranger());
    telegram.standings.set(eva, standing);
    await team.learn(eva, standing);
    asked();
    expect(await team.standing(eva)).toBe(standing);
    expect(asked()).toEqual([]);
    const late = stranger();
    expect(await team.standing(late)).toBe('outsider');
    expect(asked()).toEqual([late]);
    await clock.advance(5 * MINUTE_MS);
    expect(await team.standing(stranger())).toBe('outsider');
    expect(asked().slice(0, 3)).toEqual(PROOF);
  });

  test('when another process was told of it', async () => {
    const one = await aKnownTeam();
    const { team, telegram, clock, asked } = one;
    await team.standing(stranger());
    telegram.standings.set(eva, 'member');
    await aTeam(redis, { beside: one }).team.learn(eva, 'member');
    asked();
    expect(await team.standing(eva)).toBe('member');
    await clock.advance(5 * MINUTE_MS);
    await team.standing(stranger());
    expect(new Set(asked())).toEqual(new Set([...PROOF, eva]));
  });

  test('when the bot was out of the channel, of which nothing is told', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam();
    await team.standing(stranger());
    telegram.standings.delete(davi);
    telegram.standings.set(eva, 'member');
    await team.distrust();
    await clock.advance(5 * MINUTE_MS);
    asked();
    expect(await team.standing(eva)).toBe('member');
  });

  test('also when it is told while the proof is made', async () => {
    const { team, telegram, asked } = await aKnownTeam();
    telegram.meanwhile = async () => team.learn(eva, 'member');
    const client = stranger();
    expect(await team.standing(client)).toBe('outsider');
    expect(asked()).toContain(client);
  });
});

test('what is told while Telegram is asked is newer than its answer', async () => {
  const { team, telegram } = await aKnownTeam({ isCaughtUp: false });
  telegram.meanwhile = async () => team.learn(eva, 'member');
  expect(await team.standing(eva)).toBe('outsider');
  expect(await team.standing(eva)).toBe('member');
});

test('while updates may be missing, whoever is unknown is asked about, and then all is proven anew', async () => {
  const { team, state, clock, asked } = await aKnownTeam();
  await team.standing(stranger());
  asked();
  state.listensSince = null;
  const client = stranger();
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toEqual([client]);
  await clock.advance(MINUTE_MS);
  state.listensSince = clock.now();
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
});

test('a proof that was begun before updates were missed is no proof for who comes after', async () => {
  const { team, telegram, state, clock, asked } = await aKnownTeam();
  const late = stranger();
  const answers: Promise<Standing>[] = [];
  telegram.meanwhile = async () => {
    await clock.advance(MINUTE_MS);
    state.listensSince = clock.now();
    answers.push(team.standing(late));
  };
  expect(await team.standing(stranger())).toBe('outsider');
  expect(await Promise.all(answers)).toEqual(['outsider']);
  expect(asked()).toEqual([...PROOF, late]);
});

test('each process proves for itself: it must have heard everything since', async () => {
  const one = await aKnownTeam();
  await one.team.standing(stranger());
  one.asked();
  const other = aTeam(redis, { beside: one, isCaughtUp: true });
  expect(await other.team.standing(stranger())).toBe('outsider');
  expect(other.asked()).toEqual(PROOF);
});

test('members are asked about several at a time: whoever writes meanwhile waits for the answers', async () => {
  const { team, telegram, clock, asked } = await aKnownTeam();
  for (let id = 1000; id < 1029; id += 1) {
    telegram.standings.set(user(id), 'member');
    await team.learn(user(id), 'member');
  }
  await clock.advance(5 * MINUTE_MS);
  let together = 0;
  const onQuestion = async () => {
    if (telegram.asked.length < 3) telegram.meanwhile = onQuestion;
    else for (let n = 0; n < 5; n += 1) await turn();
    together = telegram.asked.length - 2;
  };
  telegram.meanwhile = onQuestion;
  expect(await team.standing(stranger())).toBe('outsider');
  expect(together).toBe(10);
  expect(asked()).toHaveLength(32);
});

test('a team of hundreds is not asked about', async () => {
  const { team, telegram, clock, asked } = await aKnownTeam();
  for (let id = 1000; id < 1200; id += 1) {
    telegram.standings.set(user(id), 'member');
    await team.learn(user(id), 'member');
  }
  await clock.advance(5 * MINUTE_MS);
  const client = stranger();
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toEqual(['administrators', client]);
});

test('when Telegram does not answer, the question about the person decides, and the proof waits an hour', async () => {
  const { team, telegram, clock, asked } = await aKnownTeam();
  telegram.isDown = true;
  const client = stranger();
  await expect(team.standing(client)).rejects.toThrow(TelegramError);
  expect(asked()).toEqual(['administrators', client]);
  telegram.isDown = false;
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toEqual([client]);
  await clock.advance(HOUR_MS);
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
});

test('data of an older version names nobody, and the team is known again as it is heard of', async () => {
  const { team, keys, clock, asked } = await aKnownTeam();
  await redis.del(keys.team, keys.teamToldAt);
  expect(await team.standing(davi)).toBe('member');
  const client = stranger();
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toEqual(['administrators', 'count', client]);
  await clock.advance(DAY_MS);
  expect(await team.standing(davi)).toBe('member');
  expect(asked()).toEqual([davi]);
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
});

describe('of a public channel', () => {
  test('the list of administrators says who is of the team', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam({ isPublic: true });
    expect(await team.standing(bia)).toBe('administrator');
    for (let n = 0; n < 5; n += 1) expect(await team.standing(stranger())).toBe('outsider');
    expect(asked()).toEqual(['administrators']);
    await clock.advance(10 * MINUTE_MS + 1);
    telegram.standings.set(eva, 'administrator');
    expect(await team.standing(eva)).toBe('administrator');
    expect(asked()).toEqual(['administrators']);
  });

  test('who was promoted or demoted is known at once, and by every process', async () => {
    const one = await aKnownTeam({ isPublic: true });
    const { team, telegram } = one;
    expect(await team.standing(eva)).toBe('outsider');
    expect(await team.standing(caio)).toBe('administrator');
    const other = aTeam(redis, { isPublic: true, beside: one });
    telegram.standings.set(eva, 'administrator').delete(caio);
    await other.team.learn(eva, 'administrator');
    await other.team.learn(caio, 'outsider');
    expect(await team.standing(eva)).toBe('administrator');
    expect(await team.standing(caio)).toBe('outsider');
  });

  test('they are named anew when updates may have been missed', async () => {
    const { team, state, telegram, clock, asked } = await aKnownTeam({ isPublic: true });
    await team.standing(stranger());
    telegram.standings.set(eva, 'administrator');
    await clock.advance(MINUTE_MS);
    state.listensSince = clock.now();
    expect(await team.standing(eva)).toBe('administrator');
    expect(asked()).toEqual(['administrators', 'administrators']);
  });

  test('when they are not named, the person is asked about, and nobody is guessed', async () => {
    const { team, telegram, asked } = await aKnownTeam({ isPublic: true });
    await team.audience();
    await team.distrust();
    asked();
    telegram.isDown = true;
    const client = stranger();
    await expect(team.standing(client)).rejects.toThrow(TelegramError);
    expect(asked()).toEqual(['administrators', client]);
  });
});
