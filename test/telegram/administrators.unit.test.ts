import { describe, expect, test } from 'vitest';
import { TelegramError } from '../../src/telegram/grammy-api.ts';
import { testRedis } from '../support/redis.ts';
import { DAY_MS } from '../support/stores.ts';
import { aKnownTeam, aProvenTeam, aTeam, bia, caio, eva, stranger } from '../support/team.ts';

const redis = testRedis();
const MINUTE_MS = 60_000;

describe('the administrators', () => {
  test('are named every ten minutes in a process that does not hear of their changes', async () => {
    const { team, telegram, clock, asked } = await aKnownTeam(redis, { isCaughtUp: false });
    telegram.standings.set(eva, 'administrator');
    expect(new Set(await team.audience())).toEqual(new Set([bia, caio, eva]));
    telegram.standings.set(eva, 'member').delete(caio);
    await clock.advance(10 * MINUTE_MS - 1);
    expect(await team.audience()).toHaveLength(3);
    expect(asked()).toEqual(['administrators']);
    await clock.advance(1);
    expect(await team.audience()).toEqual([bia]);
    expect(new Set(asked())).toEqual(new Set(['administrators', caio, eva]));
    // What he wrote before may still come.
    expect(await team.standing(caio)).toBe('administrator');
    expect(await team.standing(eva)).toBe('member');
  });

  test('are still known when the bot is put out of the channel', async () => {
    const { team, telegram, asked } = await aProvenTeam(redis);
    telegram.refusal = 'Forbidden: bot is not a member of the channel chat';
    await team.distrust();
    expect(new Set(await team.audience())).toEqual(new Set([bia, caio]));
    expect(asked()).toEqual(['administrators']);
  });

  test('are not guessed when none was ever named', async () => {
    const { team, telegram } = await aKnownTeam(redis);
    telegram.refusal = 'Forbidden: bot is not a member of the channel chat';
    await expect(team.audience()).rejects.toThrow('not a member');
  });
});

describe('of a public channel', () => {
  test('the list of administrators says who is of the team', async () => {
    const { team, telegram, clock, asked } = await aProvenTeam(redis, { isPublic: true });
    expect(await team.standing(bia)).toBe('administrator');
    for (let n = 0; n < 5; n += 1) expect(await team.standing(stranger())).toBe('outsider');
    expect(asked()).toEqual([]);
    await clock.advance(DAY_MS);
    telegram.standings.set(eva, 'administrator');
    await team.prove();
    expect(await team.standing(eva)).toBe('administrator');
    expect(asked()).toEqual(['administrators']);
  });

  test('who was promoted or demoted is known at once, and by every process', async () => {
    const one = await aProvenTeam(redis, { isPublic: true });
    const { team } = one;
    expect(await team.standing(eva)).toBe('outsider');
    expect(await team.standing(caio)).toBe('administrator');
    const other = aTeam(redis, { isPublic: true, beside: one });
    await other.becomes(eva, 'administrator');
    await other.becomes(caio, 'outsider');
    expect(await team.standing(eva)).toBe('administrator');
    expect(await team.standing(caio)).toBe('outsider');
  });

  test('they are named anew when updates may have been missed', async () => {
    const { team, state, telegram, clock, asked } = await aProvenTeam(redis, { isPublic: true });
    telegram.standings.set(eva, 'administrator').delete(caio);
    await clock.advance(MINUTE_MS);
    state.listensSince = clock.now();
    await team.prove();
    expect(await team.standing(eva)).toBe('administrator');
    await clock.advance(MINUTE_MS);
    await team.prove();
    expect(await team.standing(caio)).toBe('outsider');
    expect(asked()).toEqual(['administrators', 'administrators']);
  });

  test('when they are not named, the person is asked about, and nobody is guessed', async () => {
    const { team, telegram, asked } = await aProvenTeam(redis, { isPublic: true });
    await team.distrust();
    telegram.isDown = true;
    await team.prove();
    expect(asked()).toEqual(['administrators']);
    const client = stranger();
    await expect(team.standing(client)).rejects.toThrow(TelegramError);
    expect(asked()).toEqual([client]);
  });
});
