import { beforeEach, describe, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith, endQuietly } from '../support/desk-with.ts';

let desk: TestDesk;
let shop: number;
let shirt: number;

beforeEach(async () => {
  desk = await deskWith('ana');
  const { people } = desk.sandbox;
  const owner = people.add({ firstName: 'Dono' });
  shop = people.addChannel(owner, 'Loja', 'loja');
  shirt = people.publish(owner, shop, 'Camisa azul, R$ 50');
  return () => endQuietly(desk);
});

const elsewhere = () => ({ replyElsewhere: { chatId: shop, messageId: shirt } });

/** The text under each entity. */
const marked = ({ text = '', entities = [] }: SeenMessage) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

const lastComment = (): SeenMessage => desk.comments('ana').at(-1) as SeenMessage;
const lastReceived = (): SeenMessage => desk.client('ana').received().at(-1) as SeenMessage;

describe('a reply in another chat', () => {
  test('by a client says first what it is about, with a link and the quote', async () => {
    desk.client('ana').writes('tem no G?', { ...elsewhere(), quote: 'Camisa azul' });
    await desk.settle();
    expect(lastComment().text).toBe('↩️ Em resposta a Loja\nCamisa azul\ntem no G?');
    expect(marked(lastComment())).toEqual([
      ['text_link', 'Loja'],
      ['blockquote', 'Camisa azul'],
    ]);
    expect(lastComment().entities?.[0]).toMatchObject({ url: `https://t.me/loja/${shirt}` });
  });

  test('by an agent says the same to the client', async () => {
    desk.agent('bia').comments('ana', 'esta aqui', elsewhere());
    await desk.settle();
    expect(lastReceived().text).toBe('↩️ Em resposta a Loja\nesta aqui');
    expect(marked(lastReceived())).toEqual([['text_link', 'Loja']]);
  });

  test('keeps the line in front of a caption, and of an edited text', async () => {
    const message = desk.client('ana').writes('e esta?', elsewhere());
    await desk.settle();
    desk.client('ana').edits(message, 'e esta, tem?');
    await desk.settle();
    expect(lastComment().text).toBe('✏️ ↩️ Em resposta a Loja\ne esta, tem?');
    desk.client('ana').writes({ photo: {}, caption: 'igual a esta' }, elsewhere());
    await desk.settle();
    expect(lastComment().caption).toBe('↩️ Em resposta a Loja\nigual a esta');
    desk.agent('bia').comments('ana', { photo: {} }, elsewhere());
    await desk.settle();
    expect(lastReceived().caption).toBe('↩️ Em resposta a Loja');
  });

  test('that has no place for words is followed by the line', async () => {
    desk.client('ana').writes({ sticker: {} }, elsewhere());
    await desk.settle();
    expect(lastComment().text).toBe('↩️ Em resposta a Loja');
    expect(lastComment().reply_to_message?.sticker).toBeDefined();
    desk.agent('bia').comments('ana', { sticker: {} }, elsewhere());
    await desk.settle();
    expect(lastReceived().text).toBe('↩️ Em resposta a Loja');
    expect(lastReceived().reply_to_message?.sticker).toBeDefined();
  });
});
