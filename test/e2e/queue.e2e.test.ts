import { beforeEach, expect, test } from 'vitest';
import { deskWith } from '../support/desk-with.ts';
import type { TestDesk } from '../support/desk.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  desk.agent('bia').starts();
  await desk.settle();
  return () => desk[Symbol.asyncDispose]();
});

const answer = () => desk.agent('bia').received().at(-1);
const lines = () => answer()?.text?.split('\n') ?? [];
const labels = () => answer()?.reply_markup?.inline_keyboard.map((row) => row.map(({ text }) => text));
const urls = () =>
  answer()?.entities?.flatMap((one) => ('url' in one && one.url.includes('t.me/c/') ? [one.url] : []));
const postUrl = (name: string) =>
  `https://t.me/c/${String(desk.sandbox.channelId).replace('-100', '')}/${desk.post(name).id}`;

async function writes(text: string) {
  desk.agent('bia').writes(text);
  await desk.settle();
}

async function presses(label: string, who = 'bia') {
  const message = answer();
  const pressed = message?.reply_markup?.inline_keyboard.flat().find(({ text }) => text.startsWith(label));
  if (message === undefined || pressed === undefined || !('callback_data' in pressed)) throw new Error(label);
  const bia = desk.agent('bia').id;
  desk.sandbox.people.pressButton(desk.agent(who).id, bia, message.message_id, pressed.callback_data ?? '');
  await desk.settle();
}

async function arrive(...names: string[]) {
  for (const name of names) {
    desk.client(name).writes('oi');
    await desk.settle();
  }
}

test('/fila shows who waits: the most urgent first, then the longest waiting, with links', async () => {
  await arrive('caio', 'davi', 'eva');
  desk.agent('bia').comments('davi', '/p 4');
  desk.agent('bia').comments('caio', 'já vejo');
  await desk.settle();
  await writes('/fila');
  expect(lines()).toEqual([
    '📥 3 clientes esperam resposta · 1 já com resposta',
    expect.stringMatching(/^🟧 #\d+ davi · espera há \d+ min$/),
    expect.stringMatching(/^🟦 #\d+ ana · espera há \d+ min$/),
    expect.stringMatching(/^🟦 #\d+ eva · espera há \d+ min$/),
  ]);
  expect(urls()).toEqual(['davi', 'ana', 'eva'].map(postUrl));
  expect(labels()).toEqual([['🔄 Atualizar']]);
});

test('the list is turned and renewed in place: a press is one edit, and no call into group or channel', async () => {
  await arrive(...Array.from({ length: 11 }, (_, index) => `cliente${index}`));
  await writes('/fila');
  expect(lines()).toHaveLength(11);
  expect(labels()).toEqual([['🔄 Atualizar 1/2', '▶️']]);
  const [before, calls] = [desk.agent('bia').received().length, desk.countCalls()];
  await presses('▶️');
  expect(calls().toSorted()).toEqual(['answerCallbackQuery', 'editMessageText']);
  expect(desk.agent('bia').received()).toHaveLength(before);
  expect(lines().slice(1)).toEqual([
    expect.stringContaining(' cliente9 '),
    expect.stringContaining(' cliente10 '),
  ]);
  expect(labels()).toEqual([['◀️', '🔄 Atualizar 2/2']]);
  for (const name of ['cliente9', 'cliente10']) desk.agent('bia').comments(name, '/fim');
  await desk.settle();
  await presses('🔄');
  expect(labels()).toEqual([['🔄 Atualizar']]);
  expect(lines()).toHaveLength(11);
});

test('nobody waits', async () => {
  desk.agent('bia').comments('ana', 'oi, Ana');
  await desk.settle();
  await writes('/queue');
  expect(lines()).toEqual(['✅ Ninguém espera resposta · 1 já com resposta']);
});

test('a person who left the team sees nothing more, and a client’s /fila is a message to the team', async () => {
  await writes('/fila');
  const shown = answer()?.text;
  desk.sandbox.people.setRole(desk.sandbox.channelId, desk.agent('bia').id, 'left');
  await arrive('caio');
  await presses('🔄');
  expect(answer()?.text).toBe(shown);
  desk.client('ana').writes('/fila');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('/fila');
});

test('/buscar in private finds clients by name, id, @username and ticket number', async () => {
  const id = desk.person('ze', { firstName: 'José', lastName: 'Gonçalves', username: 'ze_gon' });
  await arrive('ze');
  await writes('/fila');
  const number = /#(\d+) José/.exec(answer()?.text ?? '')?.[1];
  const found = `🟦 José Gonçalves · ${id} · @ze_gon · #${number}`;
  for (const words of ['jose', 'GONCAL jos', String(id), '@ze_gon', `#${number}`]) {
    await writes(`/buscar ${words}`);
    expect(lines()).toEqual([`🔎 1 cliente encontrado com “${words}”:`, found]);
    expect(urls()).toEqual([postUrl('ze')]);
  }
  await writes('/buscar ninguém assim');
  expect(lines()).toEqual(['🔎 Nenhum cliente encontrado com “ninguém assim”.']);
  await writes('/buscar');
  expect(answer()?.text).toContain('Diga quem procurar');
});
