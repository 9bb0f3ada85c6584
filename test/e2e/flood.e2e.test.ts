import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

const LIMIT = 5;

const deskWith = (...names: string[]): Promise<TestDesk> => deskOf({}, ...names);

async function deskOf(options: { notifyAdmins?: boolean }, ...names: string[]): Promise<TestDesk> {
  const desk = await startDesk({ floodPerMinute: LIMIT, ...options });
  desk.admin('chefe').starts();
  for (const name of names) desk.client(name).writes('oi');
  await desk.settle();
  desk.pass(60_000);
  await desk.settle();
  return desk;
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => `m${n}`);

/** The client's texts in the order of the thread, joined or not. */
const said = (desk: TestDesk, name: string): string[] =>
  desk
    .thread(name)
    .flatMap((text) => text.split('\n'))
    .filter((line) => /^m\d+$/.test(line));

const sendsAbout = (desk: TestDesk, word: RegExp): number =>
  desk.sandbox.calls.filter(({ params }) => typeof params['text'] === 'string' && word.test(params['text']))
    .length;

/** The first messages use up the client's pace; the others wait. */
async function floods(desk: TestDesk, texts: string[]): Promise<void> {
  for (const text of texts.slice(0, LIMIT)) {
    desk.client('ana').writes(text);
    await eventually(() => expect(desk.thread('ana').at(-1)).toBe(text));
  }
  const relays = async () =>
    (await desk.inspect('ana'))?.waiting.filter(({ kind }) => kind === 'relayToThread').length;
  for (const text of texts.slice(LIMIT)) desk.client('ana').writes(text);
  await eventually(async () => expect(await relays()).toBe(texts.length - LIMIT));
}

test('a client who floods is slowed: everything arrives, in order, in few calls; others are not held up', async () => {
  await using desk = await deskWith('ana', 'bruno');
  const flood = numbers(40);
  await floods(desk, flood);
  expect(said(desk, 'ana')).toEqual(flood.slice(0, LIMIT));
  desk.client('bruno').writes('e eu?');
  await eventually(() => expect(desk.thread('bruno').at(-1)).toBe('e eu?'));
  await eventually(() => {
    desk.pass(2000);
    expect(said(desk, 'ana')).toEqual(flood);
  });
  expect(sendsAbout(desk, /^m\d/)).toBeLessThanOrEqual(3 * LIMIT);
});

test('the team is told of a flood once: in the thread, and the administrators in private', async () => {
  await using desk = await deskWith('ana');
  for (let round = 0; round < 3; round += 1) {
    await floods(desk, numbers(40));
    await eventually(() => {
      desk.pass(5000);
      expect(said(desk, 'ana')).toHaveLength(40 * (round + 1));
    });
    desk.pass(60_000);
    await desk.restart();
  }
  await desk.settle();
  expect(desk.thread('ana').filter((text) => text.includes('mensagens demais'))).toHaveLength(1);
  expect(
    desk
      .client('chefe')
      .received()
      .filter(({ text }) => text?.includes('🌊')),
  ).toHaveLength(1);
});

test('administrators without alerts are not told of a flood, and the thread is', async () => {
  await using desk = await deskOf({ notifyAdmins: false }, 'ana');
  await floods(desk, numbers(40));
  await eventually(() => {
    desk.pass(5000);
    expect(said(desk, 'ana')).toHaveLength(40);
  });
  await desk.settle();
  expect(desk.thread('ana').filter((text) => text.includes('mensagens demais'))).toHaveLength(1);
  const received = desk.client('chefe').received();
  expect(received.filter(({ text }) => text?.includes('🌊'))).toEqual([]);
});

test('edits during a flood find their message', async () => {
  await using desk = await deskWith('ana');
  const sent = numbers(20).map((text) => desk.client('ana').writes(text));
  desk.client('ana').edits(sent[19] ?? 0, 'm1900');
  desk.client('ana').edits(sent[0] ?? 0, 'm100');
  await eventually(() => {
    desk.pass(5000);
    expect(said(desk, 'ana')).toContain('m1900');
    expect(desk.thread('ana').some((text) => text.includes('m100'))).toBe(true);
  });
  expect(said(desk, 'ana')).not.toContain('m19');
});

test('an ordinary pace is not slowed and nobody is told', async () => {
  await using desk = await deskWith('ana');
  for (const text of numbers(LIMIT)) desk.client('ana').writes(text);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', ...numbers(LIMIT)]);
  expect(
    desk
      .client('chefe')
      .received()
      .filter(({ text }) => text?.includes('🌊')),
  ).toEqual([]);
});
