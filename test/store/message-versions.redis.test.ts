import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content } from '../../machines/content.ts';
import type { EpochMs, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Link } from '../../src/actor/command.ts';
import { VERSIONS_KEPT } from '../../src/store/message-versions.ts';
import { testRedis } from '../support/redis.ts';
import {
  aCommit,
  client,
  DAY_MS,
  type DeskStores,
  deskStores,
  LOG_DAYS,
  T0,
  user,
} from '../support/stores.ts';

const redis = testRedis();
const text = (words: string): Content => ({ kind: 'text', text: words, entities: [] });
const at = (minute: number) => (T0 + minute * 60_000) as EpochMs;
const said = (content: Content, minute = 0, where: 'private' | 'thread' = 'private') =>
  ({ in: where, at: at(minute), content }) as const;

const aLink = (more: Partial<Link> = {}): Link => ({
  client: client(700),
  private: 5 as PrivateMessageId,
  thread: 40 as ThreadMessageId,
  print: 'p',
  ...more,
});

/** An outcome with these links, for a new entry. */
async function settles(desk: DeskStores, links: Link[]): Promise<void> {
  const effects = [{ kind: 'say', to: 'client', text: { key: 'start' } } as const];
  const committed = await desk.clients.commit(aCommit({ effects }));
  const [entry] = committed.status === 'committed' ? committed.entries : [];
  const outcome = { entry: entry?.id ?? '', links };
  expect(await desk.clients.commit(aCommit({ outcome }))).toMatchObject({ status: 'committed' });
}

const ofClient = async (desk: DeskStores, message = 5) =>
  (await desk.said.versions(client(700), message as PrivateMessageId)).map(({ content }) => content);

test('what a message says is kept beside its link, version after version, and for as long', async () => {
  const desk = deskStores(redis);
  await settles(desk, [aLink({ said: said(text('a'), 1) })]);
  await settles(desk, [aLink({ said: said(text('b'), 2) })]);
  expect(await desk.said.versions(client(700), 5 as PrivateMessageId)).toEqual([
    { at: at(1), content: text('a') },
    { at: at(2), content: text('b') },
  ]);
  const keptMs = await redis.pttl(desk.keys.saidByClient(client(700), 5 as PrivateMessageId));
  expect(keptMs).toBeGreaterThan(LOG_DAYS * DAY_MS - 5000);
  expect(keptMs).toBeLessThanOrEqual(LOG_DAYS * DAY_MS);
});

test('what says the same again is no new version', async () => {
  const desk = deskStores(redis);
  for (const words of ['a', 'a', 'b', 'b', 'a']) await settles(desk, [aLink({ said: said(text(words)) })]);
  expect(await ofClient(desk)).toEqual(['a', 'b', 'a'].map(text));
});

test('of a message that is edited very often the first and the newest versions are kept', async () => {
  const desk = deskStores(redis);
  const all = Array.from({ length: VERSIONS_KEPT + 5 }, (_, n) => text(`v${n}`));
  for (const content of all) await settles(desk, [aLink({ said: said(content) })]);
  expect(await ofClient(desk)).toEqual([all[0], ...all.slice(1 - VERSIONS_KEPT)]);
});

test('a message is known by its chat: neighbours, other clients and the other side are apart', async () => {
  const desk = deskStores(redis);
  const of = (owner: number, message: number) => ({
    client: client(owner),
    private: message as PrivateMessageId,
    thread: (message + 100) as ThreadMessageId,
  });
  await settles(desk, [
    aLink({ ...of(700, 5), said: said(text('ana')) }),
    aLink({ ...of(700, 6), said: said(text('ana again')) }),
    aLink({ ...of(701, 5), thread: 5 as ThreadMessageId, said: said(text('team'), 0, 'thread') }),
    aLink(of(700, 7)),
  ]);
  expect(await ofClient(desk)).toEqual([text('ana')]);
  expect(await ofClient(desk, 6)).toEqual([text('ana again')]);
  expect(await ofClient(desk, 7)).toEqual([]);
  expect(await desk.said.versions(client(701), 5 as PrivateMessageId)).toEqual([]);
  const ofTeam = async (message: number) => desk.said.versionsOfComment(message as ThreadMessageId);
  expect(await ofTeam(5)).toEqual([{ at: at(0), content: text('team') }]);
  expect(await ofTeam(105)).toEqual([]);
});

test('an outcome that is applied twice adds nothing', async () => {
  const desk = deskStores(redis);
  await settles(desk, [aLink({ said: said(text('a')) })]);
  const again = aCommit({
    owner: user(700),
    outcome: { entry: '1', links: [aLink({ said: said(text('b')) })] },
  });
  expect(await desk.clients.commit(again)).toEqual({ status: 'applied' });
  expect(await ofClient(desk)).toEqual([text('a')]);
});

test('words of any kind come back as they were written', async () => {
  const desk = deskStores(redis);
  const nasty = fc.constantFrom(
    'a\nb',
    '\r\n',
    '"\\\u0000',
    '\ud83d',
    '\udc00\ud800',
    '\u2028😀',
    '',
    ' 1 {}',
  );
  const words = fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  let message = 1000;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(words, { minLength: 1, maxLength: 4 }), async (versions) => {
      message += 1;
      for (const version of versions)
        await settles(desk, [aLink({ private: message as PrivateMessageId, said: said(text(version)) })]);
      expect(await ofClient(desk, message)).toEqual(versions.map(text));
    }),
    { numRuns: 60 },
  );
});
