import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith, endQuietly } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith();
  desk.person('ana', { firstName: 'ana', premium: true });
  desk.person('bia', { firstName: 'bia', premium: true });
  desk.sandbox.people.setRole(desk.sandbox.channelId, desk.client('bia').id, 'member');
  desk.sandbox.people.setRole(desk.sandbox.groupId, desk.client('bia').id, 'member');
  desk.client('ana').writes('oi');
  await desk.settle();
  return () => endQuietly(desk);
});

/** A caption of so many characters, as only Premium people write. */
const caption = (length: number, word = 'palavra'): string =>
  `${word} `.repeat(Math.ceil(length / (word.length + 1))).slice(0, length - 1) + '!';

/** The text of a message that was split at a blank, which Telegram trims, without the mark between the parts. */
const whole = (parts: SeenMessage[]): string =>
  parts.map(({ caption: words, text }) => words ?? text?.replace(/^… /u, '') ?? '').join(' ');

const comments = () => desk.comments('ana').slice(1);
const bia = () => desk.agent('bia');

test.each([1025, 2000, 4096])(
  'a caption of %i characters reaches the team whole, as photo and reply',
  async (length) => {
    desk.client('ana').writes({ photo: {}, caption: caption(length) });
    await desk.settle();
    const [photo, end, ...more] = comments();
    expect(more).toEqual([]);
    expect(photo).toMatchObject({ photo: expect.anything() });
    expect(end?.reply_to_message?.message_id).toBe(photo?.message_id);
    expect(whole(comments())).toBe(caption(length));
  },
);

test('a caption of 1024 characters stays in one piece', async () => {
  desk.client('ana').writes({ photo: {}, caption: caption(1024) });
  await desk.settle();
  expect(comments().map(({ caption: words }) => words)).toEqual([caption(1024)]);
});

test("an agent's long caption reaches the client whole, also as an answer", async () => {
  desk.client('ana').writes('manda o catálogo');
  await desk.settle();
  const question = comments()[0]?.message_id ?? 0;
  bia().comments('ana', { photo: {}, caption: caption(3000) }, { replyTo: question });
  await desk.settle();
  const [photo, end] = desk.client('ana').received().slice(-2);
  expect(photo?.photo).toBeDefined();
  expect(photo?.reply_to_message?.text).toBe('manda o catálogo');
  expect(end?.reply_to_message?.message_id).toBe(photo?.message_id);
  expect(whole(desk.client('ana').received().slice(-2))).toBe(caption(3000));
});

test('every item of an album may have a long caption', async () => {
  const contents = [2000, 10, 1500].map((length) => ({ photo: {}, caption: caption(length) }));
  desk.sandbox.people.writeAlbum(desk.client('ana').id, contents);
  await desk.settle();
  const photos = comments().filter(({ media_group_id }) => media_group_id !== undefined);
  expect(photos).toHaveLength(3);
  const said = photos.map((photo) =>
    whole([
      photo,
      ...comments().filter(({ reply_to_message }) => reply_to_message?.message_id === photo.message_id),
    ]),
  );
  expect(said).toEqual(contents.map((content) => content.caption));
});

test('an edit changes both parts; a caption that became short has no second part', async () => {
  const message = desk.client('ana').writes({ photo: {}, caption: caption(2000) });
  await desk.settle();
  desk.client('ana').edits(message, { photo: {}, caption: caption(3000, 'outra') });
  await desk.settle();
  expect(comments()).toHaveLength(2);
  expect(whole(comments())).toBe(`✏️ ${caption(3000, 'outra')}`);
  desk.client('ana').edits(message, { photo: {}, caption: 'curta' });
  await desk.settle();
  expect(comments().map(({ caption: words }) => words)).toEqual(['✏️ curta']);
  desk.client('ana').edits(message, { photo: {}, caption: caption(1500) });
  await desk.settle();
  expect(whole(comments())).toBe(`✏️ ${caption(1500)}`);
});

test("an agent's edit changes both parts at the client", async () => {
  const comment = bia().comments('ana', { photo: {}, caption: caption(2000) });
  await desk.settle();
  const before = desk.client('ana').received().length;
  bia().editsComment(comment, { photo: {}, caption: caption(2500, 'nova') });
  await desk.settle();
  expect(desk.client('ana').received()).toHaveLength(before);
  expect(whole(desk.client('ana').received().slice(-2))).toBe(caption(2500, 'nova'));
});

test('an answer to either part is an answer to the message', async () => {
  const message = desk.client('ana').writes({ photo: {}, caption: caption(2000) });
  await desk.settle();
  for (const part of comments()) {
    bia().comments('ana', 'visto', { replyTo: part.message_id });
    await desk.settle();
    expect(desk.client('ana').received().at(-1)?.reply_to_message?.message_id).toBe(message);
  }
});
