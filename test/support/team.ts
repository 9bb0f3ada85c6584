import type { Redis } from 'ioredis';
import { expect } from 'vitest';
import type { UserId } from '../../machines/ids.ts';
import { createTeam } from '../../src/features/team/team.ts';
import { createDirectory, type Standing } from '../../src/store/team-store.ts';
import { TelegramError } from '../../src/telegram/grammy-api.ts';
import { type DrivenClock, drivenClock } from './driven-clock.ts';
import { type DeskStores, deskStores, user } from './stores.ts';
import { desk } from './updates.ts';

const MINUTE_MS = 60_000;

export const bia = user(500);
export const caio = user(501);

type TeamOptions = {
  isPublic?: boolean;
  /** One more process of this one's desk. */
  beside?: TestTeam;
  /** @default false: everybody unknown is asked about */
  isCaughtUp?: boolean;
};

/** A channel of which Telegram tells nothing unless asked. */
function aChannel() {
  return {
    /** Who is in the channel. */
    standings: new Map<UserId, Standing>([
      [bia, 'administrator'],
      [caio, 'administrator'],
    ]),
    bots: 1,
    /** What Telegram says there are in the channel, when it is not as many as there are. */
    count: null as number | null,
    isDown: false,
    /** What it answers instead of what is asked. */
    refusal: null as string | null,
    /** Runs before the next answer. */
    meanwhile: async (): Promise<unknown> => undefined,
    asked: [] as (string | UserId)[],
  };
}

type TestTeam = ReturnType<typeof aTeam>;

/** One process that knows its team, on a real Redis. */
export function aTeam(redis: Redis, { beside, isPublic = false, isCaughtUp = false }: TeamOptions = {}) {
  const clock: DrivenClock = beside?.clock ?? drivenClock();
  const stores: DeskStores = deskStores(redis, beside?.id);
  const { desk: id, keys } = stores;
  const chats = { ...desk, isPublic };
  const directory = createDirectory(redis, keys, chats);
  const telegram: ReturnType<typeof aChannel> = beside?.telegram ?? aChannel();
  const answer = async <T>(question: string | UserId, value: () => T): Promise<T> => {
    telegram.asked.push(question);
    const { meanwhile } = telegram;
    telegram.meanwhile = async () => undefined;
    await meanwhile();
    if (telegram.isDown) throw new TelegramError('No answer from the Bot API', null);
    if (telegram.refusal !== null) throw new TelegramError(telegram.refusal, 403);
    return value();
  };
  const { standings } = telegram;
  const inChannel = () => [...standings].filter(([, standing]) => standing !== 'outsider');
  const state = { listensSince: isCaughtUp ? clock.now() : null };
  const team = createTeam({
    directory,
    api: {
      standing: (_chat, person, asPublic) =>
        answer(person, () => {
          const standing = standings.get(person) ?? 'outsider';
          return asPublic && standing === 'member' ? 'outsider' : standing;
        }),
      administrators: () =>
        answer('administrators', () => ({
          people: inChannel().flatMap(([person, standing]) => (standing === 'administrator' ? [person] : [])),
          bots: telegram.bots,
        })),
      memberCount: () => answer('count', () => telegram.count ?? inChannel().length + telegram.bots),
    },
    chats,
    clock,
    listensSince: () => state.listensSince,
  });
  return {
    id,
    keys,
    chats,
    team,
    clock,
    telegram,
    directory,
    state,
    /** Telegram tells this process of it. */
    becomes(person: UserId, is: Standing): Promise<void> {
      const was = standings.get(person) ?? 'outsider';
      standings.set(person, is);
      return team.learn(person, { was, is });
    },
    /** What Telegram has been asked since this was called the last time. */
    asked: (): (string | UserId)[] => telegram.asked.splice(0),
  };
}

/** Members of the private channel, beside the administrators. */
export const [davi, eva] = [user(502), user(503)];

/** Bia and Caio administer the channel, and Davi's joining was told a while ago. */
export async function aKnownTeam(redis: Redis, options: TeamOptions = {}) {
  const made = aTeam(redis, { isCaughtUp: true, ...options });
  await made.becomes(davi, 'member');
  await made.clock.advance(5 * MINUTE_MS);
  return made;
}

/** What is asked to prove it. */
export const PROOF = ['count', 'administrators', davi];

/** It is proven that there is nobody else. */
export async function aProvenTeam(redis: Redis, options: TeamOptions = {}) {
  const made = await aKnownTeam(redis, options);
  await made.team.prove();
  expect(made.asked()).toEqual(options.isPublic === true ? ['administrators'] : PROOF);
  return made;
}

let people = 700;
export const stranger = (): UserId => user((people += 1));
