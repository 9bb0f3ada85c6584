import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content } from '../../machines/content.ts';
import type { EpochMs, MessageNumber, ThreadMessageId } from '../../machines/ids.ts';
import type { Link, Version } from '../../src/actor/command.ts';
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
const said = (content: Content, minute = 0) => ({ at: at(minute), content });

const aLink = ({ n = 5, version }: { n?: number; version?: Version } = {}): Link => ({
  n: n as MessageNumber,
  to: 'thread',
  parts: [(100 + n) as ThreadMessageId],
  print: 'p',
  ...(version === undefined ? {} : { version }),
});

/** An outcome with these links, for a new entry. */
async function settles(desk: DeskStores, links: Link[]): Promise<void> {
  const effects = [{ kind: 'say', to: 'client', text: { key: 'start' } } as const];
  const committed = await desk.clients.commit(aCommit({ effects }));
  const [entry] = committed.status === 'committed' ? committed.entries : [];
  const outcome = { entry: entry?.id ?? '', links };
  expect(await desk.clients.commit(aCommit({ outcome }))).toMatchObject({ status: 'committed' });
}

const versionsOf = (desk: DeskStores, n: number) => desk.versions.of(client(700), n as MessageNumber);
const ofClient = async (desk: DeskStores, n = 5) => (await versionsOf(desk, n)).map(({ content }) => content);

test('what a message says is kept beside its link, version after version, and for as long', async () => {
  const desk = deskStores(redis);
  await settles(desk, [aLink({ version: said(text('a'), 1) })]);
  await settles(desk, [aLink({ version: said(text('b'), 2) })]);
  expect(await versionsOf(desk, 5)).toEqual([
    { at: at(1), content: text('a') },
    { at: at(2), content: text('b') },
  ]);
  const keptMs = await redis.pttl(desk.keys.versions(client(700), 5 as MessageNumber));
  expect(keptMs).toBeGreaterThan(LOG_DAYS * DAY_MS - 5000);
  expect(keptMs).toBeLessThanOrEqual(LOG_DAYS * DAY_MS);
});

test('what says the same again is no new version', async () => {
  const desk = deskStores(redis);
  for (const words of ['a', 'a', 'b', 'b', 'a']) await settles(desk, [aLink({ version: said(text(words)) })]);
  expect(await ofClient(desk)).toEqual(['a', 'b', 'a'].map(text));
});

test('of a message that is edited very often the first and the newest versions are kept', async () => {
  const desk = deskStores(redis);
  const all = Array.from({ length: VERSIONS_KEPT + 5 }, (_, n) => text(`v${n}`));
  for (const content of all) await settles(desk, [aLink({ version: said(content) })]);
  expect(await ofClient(desk)).toEqual([all[0], ...all.slice(1 - VERSIONS_KEPT)]);
});

test('a message is known by its number: neighbours and other clients are apart', async () => {
  const desk = deskStores(redis);
  await settles(desk, [
    aLink({ version: said(text('ana')) }),
    aLink({ n: 6, version: said(text('ana again')) }),
    aLink({ n: 7 }),
  ]);
  expect(await ofClient(desk)).toEqual([text('ana')]);
  expect(await ofClient(desk, 6)).toEqual([text('ana again')]);
  expect(await ofClient(desk, 7)).toEqual([]);
  expect(await desk.versions.of(client(701), 5 as MessageNumber)).toEqual([]);
});

test('the words of a note are kept at once', async () => {
  const desk = deskStores(redis);
  const note = {
    n: 3 as MessageNumber,
    from: 'note',
    by: null,
    kind: 'text',
    ticket: 1,
    message: 50 as ThreadMessageId,
    replyTo: null,
    content: text('# cuidado'),
  } as const;
  await desk.clients.commit(aCommit({ taken: [note] }));
  expect(await versionsOf(desk, 3)).toEqual([{ at: T0, content: text('# cuidado') }]);
});

test('an outcome that is applied twice adds nothing', async () => {
  const desk = deskStores(redis);
  await settles(desk, [aLink({ version: said(text('a')) })]);
  const again = aCommit({
    owner: user(700),
    outcome: { entry: '1', links: [aLink({ version: said(text('b')) })] },
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
        await settles(desk, [aLink({ n: message, version: said(text(version)) })]);
      expect(await ofClient(desk, message)).toEqual(versions.map(text));
    }),
    { numRuns: 60 },
  );
});
