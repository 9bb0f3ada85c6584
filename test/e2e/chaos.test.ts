import { expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { startDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { randomFrom, seed } from './random.ts';
import { badGateway, serverError, tooMany } from './refusals.ts';

const faults: Fault[] = [
  'drop-before',
  'drop-after',
  badGateway,
  serverError,
  tooMany(1),
  tooMany(30),
  { delayMs: 5 },
];
const methods =
  'sendMessage sendMessage copyMessage editMessageText deleteMessage pinChatMessage unpinChatMessage getUpdates getChatAdministrators'.split(
    ' ',
  );

test(`a day on which everything fails now and then: no word is lost, none comes out of order (seed ${seed})`, async () => {
  await using desk = await startDesk();
  const { next, pick } = randomFrom(seed);
  const names = ['ana', 'bruno', 'carla', 'davi'];
  for (const name of names) desk.client(name).writes('oi');
  await desk.settle();
  desk.agent('bia');
  await desk.settle();

  const toThread = new Map(names.map((name) => [name, [] as string[]]));
  const toClient = new Map(names.map((name) => [name, [] as string[]]));
  const levels = new Map(names.map((name) => [name, 1]));
  let doubtful = 0;
  for (let step = 0; step < 160; step += 1) {
    if (next() < 0.2) {
      const fault = pick(faults);
      if (fault === 'drop-after') doubtful += 1;
      desk.sandbox.faults.next({ method: pick(methods) }, fault);
    }
    const name = pick(names);
    const content = next() < 0.2 ? { photo: {}, caption: `m${step}` } : `m${step}`;
    const chance = next();
    if (chance < 0.45) {
      desk.client(name).writes(content);
      toThread.get(name)?.push(`m${step}`);
    } else if (chance < 0.85) {
      desk.agent('bia').comments(name, content);
      toClient.get(name)?.push(`m${step}`);
    } else {
      const level = pick([1, 2, 3, 4, 5]);
      desk.agent('bia').comments(name, `/p ${level}`);
      levels.set(name, level);
    }
    if (next() < 0.03) await desk.restart();
    if (next() < 0.2) desk.pass(1000);
  }
  desk.sandbox.faults.clear();
  await eventually(async () => {
    desk.pass(1000);
    expect(desk.sandbox.pending().updates).toBe(0);
    for (const name of names) expect((await desk.inspect(name))?.waiting).toEqual([]);
  }, 20_000);
  await desk.settle();

  let doubled = 0;
  const once = (texts: (string | undefined)[]): string[] => {
    const said = texts.filter((text) => text !== undefined && /^m\d+$/.test(text)) as string[];
    const unique = [...new Set(said)];
    doubled += said.length - unique.length;
    return unique;
  };
  for (const name of names) {
    const fromBot = desk.comments(name).filter(({ from }) => from?.id === desk.sandbox.botId);
    const got = {
      relayed: once(fromBot.map(({ text, caption }) => text ?? caption)),
      received: once(
        desk
          .client(name)
          .received()
          .map(({ text, caption }) => text ?? caption),
      ),
      posts: desk.posts(name).map(({ text, pinned }) => ({ glyph: text.split(' ')[0], pinned })),
      parked: (await desk.inspect(name))?.parked,
    };
    expect({ name, ...got }).toEqual({
      name,
      relayed: toThread.get(name),
      received: toClient.get(name),
      posts: [{ glyph: ['🟦', '🟩', '🟨', '🟧', '🟥'][(levels.get(name) ?? 1) - 1], pinned: true }],
      parked: [],
    });
  }
  expect(doubled).toBeLessThanOrEqual(doubtful);
}, 60_000);
