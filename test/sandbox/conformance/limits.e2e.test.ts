import { expect } from 'vitest';
import type { SandboxOptions } from '../../../src/sandbox/start.ts';
import { until } from '../bot-client.ts';
import { conform, type Scene } from './table.ts';

const options: SandboxOptions = { limits: 'telegram' };

/** How many sends to the chat are let through, `stepMs` apart, and what the first refusal says. */
async function sendsUntilRefused(scene: Scene, chatId: number, stepMs: number, most = 60) {
  for (let sent = 0; sent < most; sent += 1) {
    const answer = await scene.ask('sendMessage', { chat_id: chatId, text: String(sent) });
    if (!answer.ok) return { sent, ...answer };
    scene.clock.advance(stepMs);
  }
  return { sent: most, parameters: {} as Record<string, number> };
}

conform('limits', [
  {
    source: 'FACTS.md #59 (F-016)',
    claim: '20 sends at 1.5 s pass in a group, the 21st waits for some 28 s',
    options,
    async run(scene) {
      const refused = await sendsUntilRefused(scene, scene.groupId, 1500);
      expect(refused).toMatchObject({ sent: 20, error_code: 429 });
      expect(refused.parameters.retry_after).toBeGreaterThanOrEqual(27);
      expect(refused.parameters.retry_after).toBeLessThanOrEqual(31);
    },
  },
  {
    source: 'FACTS.md #59 (td#2592, F-016)',
    claim: 'sends and edits share one budget: after 10 of each the next is refused',
    options,
    async run({ send, call, refusal, groupId, clock }) {
      for (let at = 0; at < 10; at += 1) {
        const { message_id } = await send(groupId, 'a');
        clock.advance(1500);
        await call('editMessageText', { chat_id: groupId, message_id, text: `b${at}` });
        clock.advance(1500);
      }
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'c' })).toMatch(
        /^429 Too Many Requests: retry after \d+$/,
      );
    },
  },
  {
    source: 'FACTS.md #59 (F-017)',
    claim: 'the channel has the same budget, edits of a post included',
    options,
    async run({ send, ask, channelId, clock }) {
      const { message_id } = await send(channelId, 'a');
      for (let at = 0; at < 19; at += 1) {
        clock.advance(1400);
        const text = `b${at}`;
        expect(await ask('editMessageText', { chat_id: channelId, message_id, text })).toMatchObject({
          ok: true,
        });
      }
      expect(await ask('editMessageText', { chat_id: channelId, message_id, text: 'c' })).toMatchObject({
        error_code: 429,
      });
    },
  },
  {
    source: 'FACTS.md #59 (td#2592)',
    claim: 'the budget is per chat: a full group leaves the channel free',
    options,
    async run(scene) {
      await sendsUntilRefused(scene, scene.groupId, 100);
      expect(await scene.refusal('sendMessage', { chat_id: scene.channelId, text: 'a' })).toBe('ok');
    },
  },
  {
    source: 'FACTS.md #59',
    claim: 'after retry_after seconds it goes on',
    options,
    async run(scene) {
      const { parameters } = await sendsUntilRefused(scene, scene.groupId, 1500);
      scene.clock.advance((parameters.retry_after ?? 0) * 1000);
      expect(await scene.refusal('sendMessage', { chat_id: scene.groupId, text: 'a' })).toBe('ok');
    },
  },
  {
    source: 'FACTS.md #60 (DOC bots/faq)',
    claim: 'a private chat takes one a second, and short bursts',
    options,
    async run(scene) {
      const ana = await scene.client();
      const burst = await sendsUntilRefused(scene, ana, 0);
      expect(burst.sent).toBeGreaterThan(1);
      expect(burst.sent).toBeLessThan(30);
      scene.clock.advance(60_000);
      expect((await sendsUntilRefused(scene, ana, 1000)).sent).toBe(60);
    },
  },
  {
    source: 'FACTS.md #60 (DOC bots/faq)',
    claim: 'all chats together take some 30 a second',
    options,
    async run(scene) {
      const clients = await Promise.all(Array.from({ length: 31 }, () => scene.client()));
      const answers: string[] = [];
      for (const chat_id of clients) answers.push(await scene.refusal('sendMessage', { chat_id, text: 'a' }));
      expect(answers.filter((answer) => answer === 'ok')).toHaveLength(30);
      expect(answers.at(-1)).toMatch(/^429 /);
    },
  },
  {
    source: 'FACTS.md #59',
    claim: 'the messages of people do not count',
    options,
    async run({ people, owner, groupId, refusal }) {
      for (let at = 0; at < 40; at += 1) people.sayInGroup(owner, String(at));
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'a' })).toBe('ok');
    },
  },
  {
    source: 'FACTS.md #59',
    claim: 'a refusal for another reason costs nothing',
    options,
    async run(scene) {
      for (let at = 0; at < 20; at += 1) {
        await scene.refusal('sendMessage', { chat_id: scene.groupId, text: '' });
      }
      expect((await sendsUntilRefused(scene, scene.groupId, 1500)).sent).toBe(20);
    },
  },
  {
    source: 'FACTS.md #41 (Client.h:73, BA:16262, BA:13296)',
    claim:
      '310 messages unsent in one chat, each of an album counted: the next is refused after 3 s, for 60 s',
    async run({ sandbox, people, clock, client, heard, ask, refusal, groupId }) {
      const ana = await client();
      const bruno = await client('Bruno');
      people.write(ana, { photo: {} });
      const photo = (await heard('message'))[0]?.photo?.[0]?.file_id;
      const media = Array.from({ length: 10 }, () => ({ type: 'photo', media: photo }));
      const message_ids = Array.from({ length: 100 }, () => people.write(ana, 'x'));
      sandbox.faults.next({ chatId: bruno, times: 4 }, { delayMs: 3_600_000 });
      const copies = { chat_id: bruno, from_chat_id: ana, message_ids };
      const slow = [
        ...[1, 2, 3].map(() => refusal('copyMessages', copies)),
        refusal('sendMediaGroup', { chat_id: bruno, media }),
      ];
      await until(() => sandbox.views.private(bruno).length === 1 + 310);

      const next = { chat_id: bruno, text: 'mais uma' };
      const refused = ask('sendMessage', next);
      const isLogged = (): boolean => sandbox.calls.at(-1)?.error !== undefined;
      await until(() => {
        if (!isLogged()) clock.advance(100);
        return isLogged();
      });
      expect(sandbox.calls.at(-1)?.durationMs).toBe(3000);
      expect(await refused).toMatchObject({ error_code: 429, parameters: { retry_after: 60 } });
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'x' })).toBe('ok');
      clock.advance(3_600_000);
      expect(await Promise.all(slow)).toEqual(['ok', 'ok', 'ok', 'ok']);
      expect(await refusal('sendMessage', next)).toBe('ok');
    },
  },
  ...(
    [
      ['each', 5],
      ['one', 1],
    ] as const
  ).map(([albumCost, cost]) => ({
    source: 'FACTS.md #61',
    claim: `an album costs ${albumCost === 'each' ? 'as much as its items' : 'one, if the switch says so'}`,
    options: { ...options, assumptions: { albumCost } } satisfies SandboxOptions,
    async run(scene: Scene) {
      const ana = await scene.client();
      scene.people.write(ana, { photo: {} });
      const [written] = await scene.heard('message');
      const item = { type: 'photo', media: written?.photo?.[0]?.file_id };
      await scene.call('sendMediaGroup', { chat_id: scene.groupId, media: [item, item, item, item, item] });
      expect((await sendsUntilRefused(scene, scene.groupId, 1500)).sent).toBe(20 - cost);
    },
  })),
]);
