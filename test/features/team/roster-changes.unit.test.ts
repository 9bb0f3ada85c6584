import { describe, expect, test } from 'vitest';
import type { Standing } from '../../../src/store/team-store.ts';
import { testRedis } from '../../support/redis.ts';
import { aKnownTeam, aProvenTeam, aTeam, bia, caio, davi, eva, PROOF, stranger } from '../../support/team.ts';

const redis = testRedis();
const MINUTE_MS = 60_000;

describe('a proof lasts through what is told', () => {
  test.each<[string, Standing]>([
    ['joins', 'member'],
    ['is promoted', 'administrator'],
  ])('as when somebody %s', async (_what, standing) => {
    const { becomes, team, asked } = await aProvenTeam(redis);
    await becomes(eva, standing);
    expect(await team.standing(eva)).toBe(standing);
    expect(await team.standing(stranger())).toBe('outsider');
    expect(new Set(await team.audience())).toEqual(
      new Set(standing === 'administrator' ? [bia, caio, eva] : [bia, caio]),
    );
    await becomes(eva, 'outsider');
    expect(await team.standing(eva)).toBe('outsider');
    expect(await team.standing(stranger())).toBe('outsider');
    await becomes(caio, 'member');
    expect(await team.audience()).toEqual([bia]);
    await team.prove();
    expect(asked()).toEqual([]);
  });

  test('also by another process', async () => {
    const one = await aProvenTeam(redis);
    await aTeam(redis, { beside: one }).becomes(eva, 'member');
    expect(await one.team.standing(eva)).toBe('member');
    expect(await one.team.standing(stranger())).toBe('outsider');
    expect(one.asked()).toEqual([]);
  });
});

describe('a proof ends', () => {
  test('when somebody leaves who was not known to be there', async () => {
    const { team, clock, asked } = await aProvenTeam(redis);
    await team.learn(eva, { was: 'member', is: 'outsider' });
    const late = stranger();
    expect(await team.standing(late)).toBe('outsider');
    await team.prove();
    expect(asked()).toEqual([late]);
    await clock.advance(5 * MINUTE_MS);
    await team.prove();
    expect(asked()).toEqual(PROOF);
  });

  test('when another process finds somebody of whose joining nothing was told', async () => {
    const one = await aProvenTeam(redis);
    const { team, telegram, clock, asked } = one;
    telegram.standings.set(eva, 'member');
    await aTeam(redis, { beside: one }).team.standing(eva);
    const client = stranger();
    expect(await team.standing(client)).toBe('outsider');
    expect(asked()).toEqual([eva, client]);
    await clock.advance(MINUTE_MS);
    await team.prove();
    expect(new Set(asked())).toEqual(new Set([...PROOF, eva]));
  });

  test('when the bot was out of the channel, of which nothing is told', async () => {
    const { team, telegram, clock, asked } = await aProvenTeam(redis);
    telegram.standings.delete(davi);
    telegram.standings.set(eva, 'member');
    await team.distrust();
    await clock.advance(5 * MINUTE_MS);
    await team.prove();
    asked();
    expect(await team.standing(eva)).toBe('member');
  });
});

describe('after the bot was out of the channel', () => {
  test('who joined meanwhile is of the team, though known for a client a moment ago', async () => {
    const { team, telegram, clock, asked } = await aProvenTeam(redis);
    expect(await team.standing(eva)).toBe('outsider');
    await clock.advance(1000);
    telegram.standings.set(eva, 'member').delete(davi);
    await team.distrust();
    await clock.advance(1000);
    for (let time = 0; time < 2; time += 1) {
      expect(await team.standing(eva)).toBe('member');
      expect(await team.standing(davi)).toBe('outsider');
    }
    expect(asked()).toEqual([eva, davi]);
  });

  test('so it is in every process, and in the next one', async () => {
    const one = await aProvenTeam(redis);
    const beside = aTeam(redis, { beside: one });
    const clients = [stranger(), stranger()] as const;
    for (const client of clients) expect(await one.team.standing(client)).toBe('outsider');
    await one.clock.advance(1000);
    await one.team.distrust();
    await one.clock.advance(1000);
    for (const client of clients) one.telegram.standings.set(client, 'member');
    await beside.team.follow();
    expect(await beside.team.standing(clients[0])).toBe('member');
    const next = aTeam(redis, { beside: one });
    await next.team.prove();
    expect(await next.team.standing(clients[1])).toBe('member');
  });

  test('clients are not asked about once it is proven anew', async () => {
    const { team, clock, asked } = await aProvenTeam(redis);
    const client = stranger();
    await team.standing(client);
    await clock.advance(1000);
    await team.distrust();
    await clock.advance(5 * MINUTE_MS);
    await team.prove();
    asked();
    expect(await team.standing(client)).toBe('outsider');
    expect(asked()).toEqual([]);
  });
});

test('a change that is told while it is proven spoils it', async () => {
  const { becomes, team, telegram, clock, asked } = await aKnownTeam(redis);
  const onQuestion = async () => {
    if (telegram.asked.length < PROOF.length) telegram.meanwhile = onQuestion;
    else await becomes(eva, 'member');
  };
  telegram.meanwhile = onQuestion;
  await team.prove();
  const client = stranger();
  expect(await team.standing(client)).toBe('outsider');
  expect(asked()).toContain(client);
  await clock.advance(MINUTE_MS);
  await team.prove();
  expect(asked()).toEqual([]);
  await clock.advance(MINUTE_MS);
  await team.prove();
  expect(new Set(asked())).toEqual(new Set([...PROOF, eva]));
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual([]);
});

test('what is told while Telegram is asked is newer than its answer', async () => {
  const { team, telegram } = await aKnownTeam(redis, { isCaughtUp: false });
  telegram.meanwhile = async () => team.learn(eva, { was: 'outsider', is: 'member' });
  expect(await team.standing(eva)).toBe('outsider');
  expect(await team.standing(eva)).toBe('member');
});

test('while updates may be missing, whoever is unknown is asked about, and then all is proven anew', async () => {
  const { team, state, clock, asked } = await aProvenTeam(redis);
  state.listensSince = null;
  const client = stranger();
  expect(await team.standing(client)).toBe('outsider');
  await clock.advance(MINUTE_MS);
  await team.prove();
  expect(asked()).toEqual([client]);
  state.listensSince = clock.now();
  await team.prove();
  expect(await team.standing(stranger())).toBe('outsider');
  expect(asked()).toEqual(PROOF);
});

test('however often updates are missed, it is proven once a minute', async () => {
  const { team, state, clock, asked } = await aProvenTeam(redis);
  for (let second = 1; second <= 60; second += 1) {
    await clock.advance(1000);
    state.listensSince = clock.now();
    await team.prove();
  }
  expect(asked()).toEqual(PROOF);
});

test('a proof that was begun before updates were missed is no proof for who comes after', async () => {
  const { team, telegram, state, clock, asked } = await aKnownTeam(redis);
  const late = stranger();
  const answers: Promise<Standing>[] = [];
  telegram.meanwhile = async () => {
    await clock.advance(MINUTE_MS);
    state.listensSince = clock.now();
    answers.push(team.standing(late));
  };
  await team.prove();
  expect(await Promise.all(answers)).toEqual(['outsider']);
  expect(asked()).toEqual([...PROOF, late]);
});

test('each process proves for itself: it must have heard everything since', async () => {
  const one = await aProvenTeam(redis);
  const other = aTeam(redis, { beside: one, isCaughtUp: true });
  const client = stranger();
  expect(await other.team.standing(client)).toBe('outsider');
  expect(other.asked()).toEqual([client]);
  await other.team.prove();
  expect(await other.team.standing(stranger())).toBe('outsider');
  expect(other.asked()).toEqual(PROOF);
});
