import { expect } from 'vitest';
import { until } from '../bot-client.ts';
import { type Case, conform, refuses, type Scene } from './table.ts';

const BAD = '400 Bad Request:';
const MEGABYTE = 1024 * 1024;
const REMOTE = `${BAD} wrong remote file identifier specified:`;
const file = (id: string, reason: string): Case =>
  refuses(
    'FACTS.md #50 sendPhoto (TD:FileManager.cpp)',
    `"${id}" as a file_id`,
    'sendPhoto',
    ({ groupId }) => ({ chat_id: groupId, photo: id }),
    reason,
  );

conform('files by their id', [
  file('abcde', `${REMOTE} Wrong string length`),
  file('ab d', `${REMOTE} Wrong character in the string`),
  file('AgACAf', `${REMOTE} Wrong padding in the string`),
  file('AgACxxxx', `${REMOTE} can't unserialize it. Wrong last symbol`),
  {
    source: 'FACTS.md #50 (TD:27634)',
    claim: 'a file_id of another bot is none here',
    async run({ sandbox, refusal, people, groupId, client, heard }) {
      const other = sandbox.addDesk({ firstName: 'Vendas', username: 'vendas_bot' });
      people.write(await client(), { photo: {} });
      const [written] = await heard('message');
      const own = written?.photo?.[0]?.file_id ?? '';
      const foreign = `AgAC${Buffer.from(
        Buffer.from(own.slice(4), 'base64url').toString().replace(/^\d+/, String(other.botId)),
      ).toString('base64url')}`;
      expect(await refusal('sendPhoto', { chat_id: groupId, photo: own })).toBe('ok');
      expect(await refusal('sendPhoto', { chat_id: groupId, photo: foreign })).toBe(
        `${BAD} wrong file identifier/HTTP URL specified`,
      );
    },
  },
]);

const WEB = 'https://example.org/a';
const byUrl = (
  claim: string,
  kind: string,
  page: [mime: string, bytes: number] | null,
  answer: string,
): Case => ({
  source: `FACTS.md #50 send${kind} (DOC)`,
  claim,
  async run({ sandbox, refusal, groupId }) {
    if (page !== null) sandbox.web.publish(WEB, { mime: page[0], bytes: new Uint8Array(page[1]) });
    expect(await refusal(`send${kind}`, { chat_id: groupId, [kind.toLowerCase()]: WEB })).toBe(answer);
  },
});

const UNREACHED = `${BAD} failed to get HTTP URL content`;
const WRONG_TYPE = `${BAD} wrong type of the web page content`;

conform('files by their address', [
  byUrl('an address where nothing is', 'Photo', null, UNREACHED),
  byUrl('a picture', 'Photo', ['image/jpeg', 5 * MEGABYTE], 'ok'),
  byUrl('a picture of more than 5 MB', 'Photo', ['image/jpeg', 5 * MEGABYTE + 1], UNREACHED),
  byUrl('a page in the place of a picture', 'Photo', ['text/html', 10], WRONG_TYPE),
  byUrl('a file of 20 MB', 'Document', ['application/pdf', 20 * MEGABYTE], 'ok'),
  byUrl('a file of more than 20 MB', 'Document', ['application/pdf', 20 * MEGABYTE + 1], UNREACHED),
  byUrl('a page in the place of a file', 'Document', ['text/html', 10], WRONG_TYPE),
  byUrl('a sound', 'Audio', ['audio/mpeg', 10], 'ok'),
  byUrl('a picture in the place of a sound', 'Audio', ['image/png', 10], WRONG_TYPE),
  byUrl('a film', 'Video', ['video/mp4', 10], 'ok'),
]);

async function upload({ sandbox, groupId }: Scene, sizes: number[]): Promise<string> {
  const form = new FormData();
  form.set('chat_id', String(groupId));
  form.set(
    'media',
    JSON.stringify(sizes.map((_size, at) => ({ type: 'document', media: `attach://f${at}` }))),
  );
  for (const [at, size] of sizes.entries()) form.set(`f${at}`, new Blob([new Uint8Array(size)]), 'a.bin');
  const url = `${sandbox.url}/bot${sandbox.token}/sendMediaGroup`;
  const answer = await fetch(url, { method: 'POST', body: form });
  const { ok, error_code, description } = (await answer.json()) as Record<string, unknown>;
  return ok === true ? 'ok' : `${String(error_code)} ${String(description)}`;
}

conform('what is too much at once', [
  {
    source: 'FACTS.md #50 (DOC)',
    claim: 'a request with more than 50 MB of files, each of which is small enough',
    async run(scene) {
      expect(await upload(scene, [25 * MEGABYTE, 25 * MEGABYTE])).toBe('ok');
      expect(await upload(scene, [25 * MEGABYTE, 25 * MEGABYTE + 1])).toBe('413 Request Entity Too Large');
    },
  },
  {
    source: 'FACTS.md #50 (DOC)',
    claim: 'a body of more than 50 MB',
    async run({ refusal, groupId }) {
      const text = 'x'.repeat(50 * MEGABYTE);
      expect(await refusal('sendMessage', { chat_id: groupId, text })).toBe('413 Request Entity Too Large');
    },
  },
  {
    source: 'FACTS.md #41 (Client.h:73, BA:12587)',
    claim: 'an album that begins below 310 unsent messages passes as a whole; the next message does not',
    async run({ sandbox, people, clock, client, heard, ask, refusal }) {
      const [ana, bruno] = [await client('Ana'), await client('Bruno')];
      people.write(ana, { photo: {} });
      const [written] = await heard('message');
      const item = { type: 'photo', media: written?.photo?.[0]?.file_id };
      const ids = Array.from({ length: 100 }, () => people.write(ana, 'x'));
      sandbox.faults.next({ chatId: bruno, times: 5 }, { delayMs: 60_000 });
      const slow = [100, 100, 100, 9].map((count) =>
        refusal('copyMessages', { chat_id: bruno, from_chat_id: ana, message_ids: ids.slice(0, count) }),
      );
      await until(() => sandbox.views.private(bruno).length === 1 + 309);
      const album = refusal('sendMediaGroup', {
        chat_id: bruno,
        media: Array.from({ length: 10 }, () => item),
      });
      await until(() => sandbox.views.private(bruno).length === 1 + 319);
      const refused = ask('sendMessage', { chat_id: bruno, text: 'mais uma' });
      await until(() => {
        clock.advance(100);
        return sandbox.calls.at(-1)?.error !== undefined;
      });
      expect(await refused).toMatchObject({ error_code: 429, parameters: { retry_after: 60 } });
      clock.advance(60_000);
      expect(await Promise.all([...slow, album])).toEqual(slow.concat(album).map(() => 'ok'));
    },
  },
]);
