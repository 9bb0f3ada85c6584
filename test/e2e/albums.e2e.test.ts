import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';
import { eventually } from '../support/eventually.ts';
import { serverError, tooMany } from './refusals.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

const photos = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ photo: {}, caption: `foto ${n}` }));
const captions = (messages: SeenMessage[]) => messages.map(({ caption }) => caption);
const inAlbum = (messages: SeenMessage[]) => messages.filter(({ media_group_id: id }) => id !== undefined);
const oneAlbum = (messages: SeenMessage[]) =>
  new Set(messages.map(({ media_group_id: id }) => id)).size === 1;
test('an album arrives as one album, in order, with captions and spoilers, in one call', async () => {
  const calls = desk.countCalls();
  desk.sandbox.people.writeAlbum(desk.client('ana').id, [
    { photo: {}, caption: 'um', spoiler: true },
    { livePhoto: {} },
    { video: {}, caption: 'três', captionEntities: [{ type: 'bold', offset: 0, length: 4 }] },
  ]);
  await desk.settle();
  const arrived = inAlbum(desk.comments('ana'));
  expect(captions(arrived)).toEqual(['um', undefined, 'três']);
  expect(oneAlbum(arrived)).toBe(true);
  expect(arrived[0]).toMatchObject({ has_media_spoiler: true, photo: expect.anything() });
  expect(arrived[1]).toMatchObject({ live_photo: expect.anything(), photo: expect.anything() });
  expect(arrived[2]).toMatchObject({ video: expect.anything() });
  expect(arrived[2]).toMatchObject({ caption_entities: [{ type: 'bold', offset: 0, length: 4 }] });
  expect(calls()).toEqual(['sendMediaGroup']);
});

test.each(['document', 'audio'] as const)('an album of kind %s stays one', async (kind) => {
  desk.sandbox.people.writeAlbum(desk.client('ana').id, [{ [kind]: {} }, { [kind]: {} }] as never);
  await desk.settle();
  const arrived = inAlbum(desk.comments('ana'));
  expect(arrived).toHaveLength(2);
  expect(oneAlbum(arrived)).toBe(true);
});

test('the first thing a client sends may be an album', async () => {
  desk.sandbox.people.writeAlbum(desk.client('rui').id, photos(3));
  await desk.settle();
  expect(desk.posts('rui')).toHaveLength(1);
  expect(captions(desk.comments('rui'))).toEqual(['foto 0', 'foto 1', 'foto 2']);
  expect(oneAlbum(desk.comments('rui'))).toBe(true);
});

test('every item is linked on its own: a reply and an edit find it', async () => {
  const [, second = 0] = desk.sandbox.people.writeAlbum(desk.client('ana').id, photos(3));
  await desk.settle();
  const copy = desk.comments('ana').find(({ caption }) => caption === 'foto 1');
  desk.agent('bia').comments('ana', 'gostei desta', { replyTo: copy?.message_id ?? 0 });
  desk.client('ana').edits(second, { photo: {}, caption: 'foto um' });
  await desk.settle();
  expect(desk.client('ana').received().at(-1)?.reply_to_message?.message_id).toBe(second);
  expect(captions(inAlbum(desk.comments('ana')))).toEqual(['foto 0', '✏️ foto um', 'foto 2']);
});

test('what comes after an album does not wait for it, and stays behind it', async () => {
  desk.sandbox.people.writeAlbum(desk.client('ana').id, photos(2));
  desk.client('ana').writes('era isso');
  await desk.settle();
  expect(desk.comments('ana').map(({ text, caption }) => text ?? caption)).toEqual([
    'oi',
    'foto 0',
    'foto 1',
    'era isso',
  ]);
});

test('a desk that dies while an album is being collected sends it whole after its restart', async () => {
  desk.sandbox.people.writeAlbum(desk.client('ana').id, photos(4));
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  await desk.restart();
  await desk.settle();
  expect(captions(inAlbum(desk.comments('ana')))).toEqual(['foto 0', 'foto 1', 'foto 2', 'foto 3']);
  expect(oneAlbum(inAlbum(desk.comments('ana')))).toBe(true);
});

test('an album Telegram does not take goes on item by item', async () => {
  const { faults, groupId } = desk.sandbox;
  faults.next(
    { method: 'sendMediaGroup', chatId: groupId },
    {
      error_code: 400,
      description: 'Bad Request: failed to send message #1 with the error message "WEBPAGE_CURL_FAILED"',
    },
  );
  desk.sandbox.people.writeAlbum(desk.client('ana').id, photos(3));
  await desk.settle();
  expect(captions(desk.comments('ana')).slice(1)).toEqual(['foto 0', 'foto 1', 'foto 2']);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

/** Ana or Bia sends four photos. Telegram takes some, then fails. */
async function fourPhotos(from: 'ana' | 'bia', failsAt: number, reason: string) {
  const { faults, people, groupId } = desk.sandbox;
  const chatId = from === 'ana' ? groupId : desk.client('ana').id;
  faults.next({ method: 'sendMediaGroup', chatId }, { failsAt, reason });
  if (from === 'ana') people.writeAlbum(desk.client('ana').id, photos(4));
  else people.commentAlbum(desk.client('bia').id, desk.post('ana').id, photos(4));
}

const arrivedFrom = (from: 'ana' | 'bia'): SeenMessage[] =>
  from === 'ana' ? desk.comments('ana').slice(1) : desk.client('ana').received().slice(1);

test.each([
  ['ana', 1],
  ['ana', 2],
  ['ana', 4],
  ['bia', 1],
  ['bia', 3],
] as const)(
  'an album by %s that breaks at item %i arrives whole, in order, nothing twice',
  async (from, failsAt) => {
    await fourPhotos(from, failsAt, 'MEDIA_INVALID');
    await desk.settle();
    expect(captions(arrivedFrom(from))).toEqual(['foto 0', 'foto 1', 'foto 2', 'foto 3']);
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
    // The items after the sent part can be answered and edited.
    const last = arrivedFrom(from).at(-1)?.message_id ?? 0;
    if (from === 'ana') desk.agent('bia').comments('ana', 'gostei', { replyTo: last });
    else desk.client('ana').writes('gostei', { replyTo: last });
    await desk.settle();
    const answer = from === 'ana' ? desk.client('ana').received().at(-1) : desk.comments('ana').at(-1);
    expect(answer?.reply_to_message).toMatchObject({ caption: 'foto 3' });
  },
);

test.each([
  ['ana', 1],
  ['ana', 3],
  ['bia', 1],
  ['bia', 3],
] as const)(
  'an album by %s that is told to wait at item %i waits just as long, and arrives whole, nothing twice',
  async (from, failsAt) => {
    await fourPhotos(from, failsAt, 'Too Many Requests: retry after 37');
    const calls = desk.countCalls();
    await eventually(() => expect(desk.log.join('')).toContain('"waitMs":37000'));
    expect(captions(arrivedFrom(from))).toHaveLength(failsAt - 1);
    expect(calls()).toEqual(['sendMediaGroup']);
    await desk.passRest(37_000);
    await desk.settle();
    expect(captions(arrivedFrom(from))).toEqual(['foto 0', 'foto 1', 'foto 2', 'foto 3']);
    // An album without a sent item is still a single album.
    expect(oneAlbum(arrivedFrom(from))).toBe(failsAt === 1);
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
  },
);

test('a desk that dies after a part of an album went out sends the rest and nothing twice', async () => {
  await fourPhotos('ana', 3, 'Too Many Requests: retry after 37');
  await eventually(() => expect(desk.log.join('')).toContain('"waitMs":37000'));
  await desk.restart();
  await desk.settle();
  expect(captions(arrivedFrom('ana'))).toEqual(['foto 0', 'foto 1', 'foto 2', 'foto 3']);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test("an agent's album arrives as one, in order, in one call", async () => {
  const calls = desk.countCalls();
  desk.sandbox.people.commentAlbum(desk.client('bia').id, desk.post('ana').id, [
    { photo: {}, caption: 'um', spoiler: true },
    { video: {} },
    { photo: {}, caption: 'três', captionAbove: true },
  ]);
  await desk.settle();
  const arrived = arrivedFrom('bia');
  expect(captions(arrived)).toEqual(['um', undefined, 'três']);
  expect(oneAlbum(arrived)).toBe(true);
  expect(arrived[0]).toMatchObject({ has_media_spoiler: true });
  expect(arrived[2]).toMatchObject({ show_caption_above_media: true });
  expect(calls()).toEqual(['sendMediaGroup']);
});

test('an item that comes after its album was sent follows as a reply to the first', async () => {
  const { people } = desk.sandbox;
  const [first = 0] = people.writeAlbum(desk.client('ana').id, photos(2));
  await desk.settle();
  people.writeAlbum(desk.client('ana').id, [{ photo: {}, caption: 'atrasada' }], { sameAlbumAs: first });
  await desk.settle();
  const arrived = arrivedFrom('ana');
  expect(captions(arrived)).toEqual(['foto 0', 'foto 1', 'atrasada']);
  expect(arrived[2]?.reply_to_message?.message_id).toBe(arrived[0]?.message_id);
});

test.each([tooMany(1), serverError])(
  'an album that is refused for a time is sent later, whole: %j',
  async (fault) => {
    desk.sandbox.faults.next({ method: 'sendMediaGroup' }, fault);
    desk.sandbox.people.writeAlbum(desk.client('ana').id, photos(3));
    await desk.settle();
    expect(captions(inAlbum(desk.comments('ana')))).toEqual(['foto 0', 'foto 1', 'foto 2']);
  },
);

test('an unconfirmed album that Telegram then does not take as one goes on item by item, each asked for once', async () => {
  const { faults, groupId } = desk.sandbox;
  const notAsOne = { error_code: 400, description: 'Bad Request: ALBUM_INVALID' };
  faults.next({ method: 'sendMediaGroup', chatId: groupId }, serverError);
  faults.next({ method: 'sendMediaGroup', chatId: groupId, times: 20 }, notAsOne);
  const calls = desk.countCalls();
  desk.sandbox.people.writeAlbum(desk.client('ana').id, photos(3));
  await desk.settle();
  expect(captions(desk.comments('ana')).slice(1)).toEqual(['foto 0', 'foto 1', 'foto 2']);
  expect(calls()).toEqual(['sendMediaGroup', 'sendMediaGroup', 'copyMessage', 'copyMessage', 'copyMessage']);
});

test('a photo whose message the client deletes before it was passed on arrives all the same', async () => {
  const { faults, groupId } = desk.sandbox;
  faults.next({ method: 'copyMessage', chatId: groupId }, tooMany(30));
  const message = desk.client('ana').writes({ photo: {}, caption: 'olha' });
  await eventually(() => expect(desk.log).toHaveLength(1));
  desk.sandbox.people.deleteMessage(desk.client('ana').id, message);
  await desk.passRest(30_000);
  await desk.settle();
  expect(desk.comments('ana').at(-1)).toMatchObject({ caption: 'olha', photo: expect.anything() });
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('media that is replaced is replaced on the other side, both ways', async () => {
  const message = desk.client('ana').writes({ photo: {}, caption: 'velha' });
  const comment = desk.agent('bia').comments('ana', { document: { fileName: 'a.pdf' } });
  await desk.settle();
  desk.client('ana').edits(message, { photo: { bytes: 'outra' }, caption: 'nova' });
  desk.agent('bia').editsComment(comment, { document: { fileName: 'b.pdf' } });
  await desk.settle();
  const photoOf = (seen: SeenMessage | undefined) => seen?.photo?.at(-1)?.file_unique_id;
  const mine = desk
    .client('ana')
    .chat()
    .find(({ message_id: id }) => id === message);
  const theirs = desk.comments('ana').find(({ caption }) => caption === '✏️ nova');
  expect(photoOf(theirs)).toBe(photoOf(mine));
  expect(desk.client('ana').received().at(-1)?.document?.file_name).toBe('b.pdf');
});

test('an edit in which nothing changed costs no call; one that waits with its message costs none either', async () => {
  const { faults, groupId } = desk.sandbox;
  const message = desk.client('ana').writes('texto');
  await desk.settle();
  const none = desk.countCalls();
  faults.spuriousEdit(desk.client('ana').id, message);
  await desk.settle();
  expect(none()).toEqual([]);

  faults.next({ method: 'sendMessage', chatId: groupId }, tooMany(30));
  const calls = desk.countCalls();
  const waiting = desk.client('ana').writes('errado');
  await eventually(() => expect(desk.log).toHaveLength(1));
  desk.client('ana').edits(waiting, 'quase');
  desk.client('ana').edits(waiting, 'certo');
  await eventually(() => expect(desk.sandbox.pending().updates).toBe(0));
  await desk.passRest(30_000);
  await desk.settle();
  expect(calls()).toEqual(['sendMessage', 'sendMessage']);
  expect(desk.thread('ana').at(-1)).toBe('certo');
});
