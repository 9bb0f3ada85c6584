import type { Update } from '@grammyjs/types';
import { expect } from 'vitest';
import { type Answer, until } from '../bot-client.ts';
import { conform, type Scene } from './table.ts';

const poll = (scene: Scene, params: Record<string, unknown>): Promise<Update[]> =>
  scene.call<Update[]>('getUpdates', params);

async function wrote(scene: Scene, count: number): Promise<number> {
  const ana = await scene.client();
  for (let at = 1; at <= count; at += 1) scene.people.write(ana, String(at));
  return ana;
}

const texts = (updates: Update[]): (string | undefined)[] => updates.map(({ message }) => message?.text);

const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

conform('getUpdates', [
  {
    source: 'FACTS.md #36 (SPEC Update)',
    claim: 'update_id grows by 1',
    async run(scene) {
      await wrote(scene, 3);
      const ids = (await poll(scene, {})).map(({ update_id }) => update_id);
      expect(ids).toEqual([ids[0], (ids[0] ?? 0) + 1, (ids[0] ?? 0) + 2]);
    },
  },
  {
    source: 'FACTS.md #32 (BA:15700)',
    claim: 'limit is clamped to 1..100, and is 100',
    async run(scene) {
      await wrote(scene, 105);
      expect(await poll(scene, { limit: 0 })).toHaveLength(1);
      scene.clock.advance(10_000);
      expect(await poll(scene, { limit: 500 })).toHaveLength(100);
      scene.clock.advance(10_000);
      expect(await poll(scene, {})).toHaveLength(100);
    },
  },
  {
    source: 'FACTS.md #32 (BA:15700)',
    claim: 'offset confirms everything below',
    async run(scene) {
      await wrote(scene, 3);
      const [first] = await poll(scene, {});
      expect(texts(await poll(scene, { offset: (first?.update_id ?? 0) + 2 }))).toEqual(['3']);
      scene.clock.advance(10_000);
      expect(texts(await poll(scene, {}))).toEqual(['3']);
    },
  },
  {
    source: 'FACTS.md #32 (BA:15700)',
    claim: 'a negative offset drops all but the last ones',
    async run(scene) {
      await wrote(scene, 5);
      expect(texts(await poll(scene, { offset: -2 }))).toEqual(['4', '5']);
      scene.clock.advance(10_000);
      expect(texts(await poll(scene, {}))).toEqual(['4', '5']);
    },
  },
  {
    source: 'FACTS.md #32 (BA:16321)',
    claim: 'the same offset again within 0.5 s is answered with one update',
    async run(scene) {
      await wrote(scene, 3);
      await poll(scene, { timeout: 10 });
      expect(await poll(scene, { timeout: 10 })).toHaveLength(1);
    },
  },
  {
    source: 'FACTS.md #32 (BA:16321)',
    claim: 'the same offset again within 3 s with a short timeout waits for 3 s',
    async run(scene) {
      await poll(scene, {});
      scene.clock.advance(1000);
      let isAnswered = false;
      const second = poll(scene, {}).then(() => (isAnswered = true));
      await until(() => scene.sandbox.pending().polls === 1);
      scene.clock.advance(2500);
      expect(isAnswered).toBe(false);
      scene.clock.advance(1000);
      await second;
    },
  },
  {
    source: 'FACTS.md #32 (BA:15700)',
    claim: 'timeout is clamped to 50 s',
    async run(scene) {
      const waiting = poll(scene, { timeout: 600 });
      await until(() => scene.sandbox.pending().polls === 1);
      scene.clock.advance(50_000);
      expect(await waiting).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #33 (BA:16221, F-018)',
    claim: 'a second poller ends the poll that is running, with 409',
    async run(scene) {
      const first = scene.ask('getUpdates', { timeout: 50 });
      await until(() => scene.sandbox.pending().polls === 1);
      const second = poll(scene, { timeout: 50 });
      expect((await first) satisfies Answer).toMatchObject({
        status: 409,
        error_code: 409,
        description: CONFLICT,
      });
      await until(() => scene.sandbox.pending().polls === 1);
      scene.clock.advance(51_000);
      expect(await second).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #33 (BA:16238)',
    claim: 'the 409 of a poll that ends within 3 s of another one comes 3 s later',
    async run(scene) {
      const polls: Promise<Answer>[] = [];
      const ends: number[] = [];
      for (let at = 0; at < 3; at += 1) {
        polls.push(scene.ask('getUpdates', { timeout: 50, offset: at }));
        void polls[at]?.then(() => ends.push(at));
        await until(() => scene.sandbox.pending().polls === 1 && ends.length === Math.min(at, 1));
        scene.clock.advance(1000);
      }
      expect((await polls[0])?.description).toBe(CONFLICT);
      scene.clock.advance(1000);
      expect(ends).toEqual([0]);
      scene.clock.advance(1000);
      expect((await polls[1])?.description).toBe(CONFLICT);
      scene.clock.advance(50_000);
      expect((await polls[2])?.status).toBe(200);
    },
  },
  {
    source: 'FACTS.md #32 (BA:16301)',
    claim: 'an answer holds about 4 MiB, and what does not go into it comes with the next one',
    async run(scene) {
      const ana = await scene.client();
      for (let at = 0; at < 100; at += 1) scene.people.write(ana, '🎈'.repeat(4096));
      const first = await poll(scene, {});
      // The server writes an emoji as two times six bytes.
      expect(first.length).toBeGreaterThan(75);
      expect(first.length).toBeLessThan(88);
      const rest = await poll(scene, { offset: (first.at(-1)?.update_id ?? 0) + 1 });
      expect(first.length + rest.length).toBe(100);
    },
  },
  {
    source: 'FACTS.md #32',
    claim: 'beside a webhook it is refused',
    async run({ call, refusal }) {
      await call('setWebhook', { url: 'https://example.org/hook' });
      expect(await refusal('getUpdates')).toBe(
        "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    },
  },
  {
    source: 'FACTS.md #36 (SPEC Update)',
    claim: 'after a week of silence update_id starts at another number',
    async run(scene) {
      const ana = await wrote(scene, 1);
      const [before] = await scene.updates();
      scene.clock.advance(8 * 24 * 3_600_000);
      scene.people.write(ana, 'voltei');
      const [after] = await scene.updates();
      expect(after?.message?.text).toBe('voltei');
      expect(after?.update_id).not.toBe((before?.update_id ?? 0) + 1);
    },
  },
  {
    source: 'FACTS.md #32 (TQueue.cpp, "Specified from_id is in the future")',
    claim: 'an offset far ahead of the queue is answered from its beginning, and confirms nothing',
    async run(scene) {
      await wrote(scene, 2);
      expect(texts(await poll(scene, { offset: 1_000_000 }))).toEqual(['1', '2']);
      expect(texts(await poll(scene, {}))).toEqual(['1', '2']);
    },
  },
]);

conform('allowed_updates', [
  {
    source: 'FACTS.md #31 (BA:16898)',
    claim: 'a list replaces, absent keeps',
    async run(scene) {
      const ana = await wrote(scene, 0);
      await poll(scene, { allowed_updates: ['edited_message'], offset: -1 });
      await poll(scene, { offset: 1 });
      const written = scene.people.write(ana, 'a');
      scene.people.edit(ana, written, 'b');
      expect(await scene.updates()).toMatchObject([{ edited_message: { text: 'b' } }]);
    },
  },
  {
    source: 'FACTS.md #31 (BA:16898)',
    claim: 'unknown names are ignored; an empty list, or one without a known name, is the default again',
    async run(scene) {
      const ana = await wrote(scene, 0);
      for (const [at, allowed_updates] of [[], ['nonsense']].entries()) {
        await poll(scene, { allowed_updates: ['edited_message', 'nonsense'], offset: -1 });
        scene.people.write(ana, 'não');
        await poll(scene, { allowed_updates, offset: 1 + at });
        scene.people.write(ana, 'sim');
        expect(texts(await scene.updates())).toEqual(['sim']);
      }
    },
  },
  {
    source: 'FACTS.md #31 (Client.h:1456)',
    claim: 'the default leaves out chat_member, message_reaction and message_reaction_count only',
    async run(scene) {
      const { people, groupId, owner, client } = scene;
      const ana = await client();
      const written = people.write(ana, 'oi');
      people.react(ana, ana, written, '👍');
      people.block(ana);
      people.setRole(groupId, people.add({ firstName: 'Bob' }), 'member');
      people.queryInline(owner, 'x');
      const kinds = (await scene.updates()).flatMap((update) => Object.keys(update).slice(1));
      expect(new Set(kinds)).toEqual(new Set(['message', 'my_chat_member', 'inline_query']));
    },
  },
  {
    source: 'FACTS.md #31 (BA:16966)',
    claim: 'counts when the update is made, not when it is fetched',
    async run(scene) {
      const ana = await wrote(scene, 1);
      const found = await poll(scene, { allowed_updates: ['edited_message'], offset: 1 });
      expect(texts(found)).toEqual(['1']);
      scene.people.write(ana, 'não');
      scene.clock.advance(5000);
      expect(texts(await poll(scene, { allowed_updates: ['message'] }))).toEqual(['1']);
    },
  },
]);
