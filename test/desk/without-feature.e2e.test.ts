import { expect, test } from 'vitest';
import { optionalFeatures } from '../../src/desk/features.ts';
import { startDesk } from '../support/desk.ts';

test('all features but the required ones can be left out', () => {
  expect(optionalFeatures.toSorted()).toEqual([
    'alerts',
    'campaigns',
    'cannedAnswers',
    'edits',
    'emojiReactions',
    'erasing',
    'floodControl',
    'help',
    'longPauses',
    'messageHistory',
    'mirror',
    'moves',
    'queue',
    'search',
    'setupCheck',
  ]);
});

test.each(optionalFeatures)('without %s, a client and the team still talk', async (feature) => {
  await using desk = await startDesk({ without: [feature], floodPerMinute: 20 });
  const ana = desk.client('ana');
  const boss = desk.admin('boss');
  boss.starts();
  await desk.settle();

  const first = ana.writes('oi');
  await desk.settle();
  ana.edits(first, 'oi, tudo bem?');
  const answer = boss.comments('ana', 'olá!');
  await desk.settle();
  boss.editsComment(answer, 'olá, Ana!');
  desk.sandbox.people.react(ana.id, ana.id, ana.received().at(-1)?.message_id ?? 0, '👍');
  desk.sandbox.people.react(
    boss.id,
    desk.sandbox.groupId,
    desk.comments('ana').at(-2)?.message_id ?? 0,
    '🔥',
  );
  boss.comments('ana', '/versoes');
  await desk.settle();
  ana.writes('obrigada');
  boss.comments('ana', '/fim');
  await desk.settle();

  expect(desk.thread('ana')).toContain('obrigada');
  expect(ana.texts()).toContain(feature === 'edits' ? 'olá!' : 'olá, Ana!');
  expect(desk.post('ana').text).toMatch(/^⬜️/u);
  expect((await desk.inspect('ana'))?.waiting).toEqual([]);
  expect(await desk.redis.exists(desk.keys.parkedOwners)).toBe(0);
});
