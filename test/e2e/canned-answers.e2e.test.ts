import { beforeEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/sandbox/control/state.ts';
import { createDocumentStore } from '../../src/store/documents.ts';
import type { TestDesk } from '../support/desk.ts';
import { deskWith, endQuietly } from '../support/desk-with.ts';
import { asks, type Hits, inThread } from '../support/inline.ts';
import { eventually } from '../support/eventually.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  desk.agent('bia').starts();
  desk.agent('caio').starts();
  await desk.settle();
  return () => endQuietly(desk);
});

const lastTo = (name: string) => desk.client(name).received().at(-1);
const titles = ({ results }: Hits) => results.map(({ title }) => title);

async function saves(who: string, command: string): Promise<void> {
  desk.agent(who).writes(command);
  await desk.settle();
}

/** Presses the first button of a message in the private chat with the bot. */
async function presses(who: string, message: SeenMessage | undefined): Promise<void> {
  const [[first] = []] = message?.reply_markup?.inline_keyboard ?? [];
  const data = first !== undefined && 'callback_data' in first ? first.callback_data : '';
  const { id } = desk.agent(who);
  desk.sandbox.people.pressButton(id, id, message?.message_id ?? 0, data);
  await desk.settle();
}

test('an agent saves a comment, and another agent sends it to a client from inline mode', async () => {
  const comment = desk.agent('bia').comments('ana', 'Entregamos em 5 dias úteis.');
  await desk.settle();
  desk.agent('bia').comments('ana', '/resposta Prazo de entrega', { replyTo: comment });
  await desk.settle();
  expect(lastTo('bia')?.text).toMatch(/^📌 A resposta “prazo-de-entrega” está salva/);
  expect(desk.thread('ana')).not.toContain('/resposta Prazo de entrega');
  const hits = await asks(desk, 'caio', 'ENTREGÁ');
  expect(titles(hits)).toEqual(['prazo-de-entrega']);
  expect(hits.answer).toMatchObject({ is_personal: true, cache_time: 0 });
  inThread(desk, 'caio', hits, 'prazo-de-entrega', 'ana');
  await desk.settle();
  expect(
    desk
      .client('ana')
      .texts()
      .filter((text) => text === 'Entregamos em 5 dias úteis.'),
  ).toHaveLength(2);
});

test('/r sends an answer to the client, and the thread shows who sent what', async () => {
  await saves(
    'bia',
    '/resposta pix Olá {{ contact.first_name || "cliente" }}, sou {{agent.first_name}}: chave 123',
  );
  desk.agent('caio').comments('ana', '/r PIX');
  await eventually(() => expect(lastTo('ana')?.text).toBe('Olá ana, sou caio: chave 123'));
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '🙋 caio: Olá ana, sou caio: chave 123']);
  desk.agent('caio').comments('ana', '/r pi');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toContain(
    'Não há resposta “pi”, e NADA foi enviado ao cliente. Parecidas: pix',
  );
});

test('the next message in private becomes the answer, and two people at once never mix', async () => {
  desk.agent('bia').writes('/resposta foto');
  desk.agent('caio').writes('/resposta caminho');
  desk.agent('bia').writes({ photo: {}, caption: 'a loja' });
  desk.agent('caio').writes('Rua A, 5');
  await desk.settle();
  desk.agent('caio').writes('mais nada');
  await desk.settle();
  expect(lastTo('caio')?.text).toMatch(/^O que você escreve aqui não chega a nenhum cliente/);
  expect(await asks(desk, 'bia', 'foto')).toMatchObject({ results: [{ type: 'photo', caption: 'a loja' }] });
  const hits = await asks(desk, 'bia', 'caminho');
  expect(hits.results).toMatchObject([{ input_message_content: { message_text: 'Rua A, 5' } }]);
});

test('media is sent as media, with the filled caption', async () => {
  desk.agent('bia').writes('/resposta mapa');
  await desk.settle();
  desk.agent('bia').writes({ photo: {}, caption: 'Para {{contact.name}}' });
  await desk.settle();
  const hits = await asks(desk, 'bia', 'mapa');
  inThread(desk, 'bia', hits, 'mapa', 'ana');
  desk.agent('bia').comments('ana', '/r mapa');
  await eventually(() => {
    const captions = desk
      .client('ana')
      .received()
      .map(({ caption, photo }) => [caption, photo !== undefined]);
    expect(captions.slice(-2)).toEqual([
      ['Para ana', true],
      ['Para ana', true],
    ]);
  });
  await desk.settle();
});

test('an outsider gets the offer to be served, and so does a person who left the team, at once', async () => {
  await saves('bia', '/resposta pix chave 123');
  const outsider = await asks(desk, 'ana', 'pix');
  expect(outsider.results).toEqual([]);
  expect(outsider.answer).toMatchObject({
    button: { text: 'Fale com a nossa equipe', start_parameter: 'inline' },
  });
  expect(titles(await asks(desk, 'caio', 'pix'))).toEqual(['pix']);
  desk.sandbox.people.setRole(desk.sandbox.channelId, desk.agent('caio').id, 'left');
  await desk.settle();
  expect((await asks(desk, 'caio', 'pix')).answer).toMatchObject({ results: [], button: {} });
});

test('an answer belongs to its author, and goes after a confirmation only', async () => {
  await saves('bia', '/resposta pix chave 123');
  await saves('caio', '/resposta pix chave 456');
  expect(lastTo('caio')?.text).toMatch(/é de outra pessoa/);
  await saves('bia', '/remover pix');
  const asked = lastTo('bia');
  expect(asked?.text).toContain('chave 123');
  await saves('bia', '/resposta pix chave 789');
  await presses('bia', asked);
  expect(lastTo('bia')?.text).toMatch(/mudou enquanto isso, e NÃO foi removida/);
  await saves('bia', '/remover pix');
  await presses('bia', lastTo('bia'));
  expect(lastTo('bia')?.text).toMatch(/foi removida/);
  expect((await asks(desk, 'bia', 'pix')).results).toEqual([]);
});

test('an unknown variable is refused with the list, and an administrator adds variables', async () => {
  await saves('bia', '/resposta horas Abrimos {{ horario }}');
  expect(lastTo('bia')?.text).toMatch(/Variável desconhecida: horario.*contact\.name/);
  await saves('bia', '/variavel horario das 9h');
  expect(lastTo('bia')?.text).toMatch(/não permite/);
  desk.admin('eva').starts();
  await desk.settle();
  await saves('eva', '/variavel horario das 9h às 18h');
  await saves('bia', '/resposta horas Abrimos {{ horario }}');
  expect((await asks(desk, 'bia', 'horas')).results).toMatchObject([
    { input_message_content: { message_text: 'Abrimos das 9h às 18h' } },
  ]);
});

test('outside supergroups the fallback stands in, and an answer without a fallback is not offered', async () => {
  await saves('bia', "/resposta oi Oi {{ contact.first_name || 'amigo' }}");
  await saves('bia', '/resposta oito Oi {{ contact.first_name }}');
  expect((await asks(desk, 'bia', 'oi', { chatType: 'private' })).results).toMatchObject([
    { id: 'oi', input_message_content: { message_text: 'Oi amigo' } },
  ]);
  expect((await asks(desk, 'bia', 'oi')).results).toHaveLength(2);
});

test('hostile names are data: neither variable nor command nor note', async () => {
  desk.person('dora', { firstName: '/ban', lastName: '{{ contact.id }}' });
  desk.client('dora').writes('oi');
  desk.person('fabio', { firstName: '#{{contact.id}}' });
  desk.sandbox.people.setRole(desk.sandbox.channelId, desk.client('fabio').id, 'member');
  desk.sandbox.people.setRole(desk.sandbox.groupId, desk.client('fabio').id, 'member');
  await desk.settle();
  await saves('bia', '/resposta eu {{agent.name}}, para {{contact.name}}');
  const hits = await asks(desk, 'fabio', 'eu');
  inThread(desk, 'fabio', hits, 'eu', 'dora');
  await desk.settle();
  expect(lastTo('dora')?.text).toBe('#{{contact.id}}, para /ban {{ contact.id }}');
});

test('120 answers come in pages of 50, the most used first', async () => {
  const store = createDocumentStore(desk.redis, desk.keys);
  const at = desk.clock.now();
  for (let n = 0; n < 120; n += 1) {
    const id = `c${String(n).padStart(3, '0')}`;
    const made = {
      kind: 'canned',
      id,
      version: 1,
      author: { kind: 'operator' },
      at,
      archived: false,
    } as const;
    await store.write({ ...made, value: { text: `texto ${n}` } }, 0, n);
  }
  await eventually(async () => expect((await asks(desk, 'bia', 'c119')).results).toHaveLength(1));
  await desk.settle();
  desk.agent('bia').comments('ana', '/r c077');
  await desk.settle();
  const pages = [await asks(desk, 'bia', '')];
  for (let next = pages[0]?.answer['next_offset']; typeof next === 'string' && next !== ''; ) {
    const page = await asks(desk, 'bia', '', { offset: next });
    pages.push(page);
    next = page.answer['next_offset'];
  }
  expect(pages.map(({ results }) => results.length)).toEqual([50, 50, 20]);
  const ids = pages.flatMap(({ results }) => results.map(({ id }) => id));
  expect(new Set(ids).size).toBe(120);
  expect(ids[0]).toBe('c077');
});
