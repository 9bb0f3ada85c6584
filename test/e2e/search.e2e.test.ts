import { beforeEach, expect, test } from 'vitest';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  desk.agent('bia').starts();
  await desk.settle();
  return () => desk[Symbol.asyncDispose]();
});

async function searches(command: string) {
  desk.agent('bia').comments('ana', command);
  await desk.settle();
  return desk.agent('bia').received().at(-1);
}

test('/buscar finds what client, agent and notes say, the newest first, with links, in private', async () => {
  const first = desk.client('ana').writes('Preciso da nota FISCAL de março');
  await desk.settle();
  desk.client('ana').edits(first, 'Preciso da nota fiscal de março');
  const comment = desk.agent('bia').comments('ana', 'A nota é fiscal, sim');
  const note = desk.agent('bia').comments('ana', '# nota fiscal duplicada');
  desk.client('ana').writes('nota de rodapé');
  await desk.settle();
  const comments = desk.comments('ana').length;
  const answer = await searches('/buscar fiscal NÓTA');
  const lines = answer?.text?.split('\n') ?? [];
  expect(lines[0]).toBe('🔎 3 mensagens na conversa com ana têm “fiscal NÓTA”, as mais novas primeiro:');
  expect(lines.slice(1, 4)).toEqual([
    expect.stringMatching(/^📝 .*: # nota fiscal duplicada$/),
    expect.stringMatching(/^🙋 .*: A nota é fiscal, sim$/),
    expect.stringMatching(/^👤 .*: Preciso da nota fiscal de março$/),
  ]);
  expect(lines[4]).toBe('O que tem mais de 90 dias continua no Telegram.');
  const urls = answer?.entities?.flatMap((one) =>
    'url' in one && one.url.includes('t.me/c/') ? [one.url] : [],
  );
  const group = String(desk.sandbox.groupId).replace('-100', '');
  const copy = desk.comments('ana').find(({ text }) => text?.includes('de março') === true)?.message_id;
  expect(urls).toEqual([note, comment, copy].map((message) => `https://t.me/c/${group}/${message}`));
  expect(desk.comments('ana')).toHaveLength(comments);
});

test('a word that no message has is told, and a long message is shown around the word', async () => {
  desk.client('ana').writes(`${'bla '.repeat(60)}agulha ${'ble '.repeat(60)}`);
  await desk.settle();
  expect((await searches('/buscar linha'))?.text).toContain(
    'Nenhuma mensagem na conversa com ana tem “linha”',
  );
  expect((await searches('/search agulha'))?.text).toMatch(/: ….*agulha.*…$/m);
});

test('/buscar without words shows how the command is used', async () => {
  desk.agent('bia').comments('ana', '/buscar');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toBe('⚙️ Diga o que procurar: /buscar nota fiscal');
});

test('an agent who never started the bot is told so in the thread, once, and then gets answers', async () => {
  const caio = desk.agent('caio');
  desk.client('ana').writes('uma banana');
  await desk.settle();
  const before = desk.thread('ana').length;
  const asks = async () => {
    caio.comments('ana', '/buscar banana');
    await desk.settle();
    return desk.thread('ana').slice(before);
  };
  const bot = (await fetch(`${desk.sandbox.url}/bot${desk.sandbox.token}/getMe`).then((me) => me.json())) as {
    result: { username: string };
  };
  const hint = `⚙️ Para receber a resposta no privado, abra @${bot.result.username}, toque em Iniciar (/start) e repita o comando.`;
  expect(await asks()).toEqual([hint]);
  expect(await asks()).toEqual([hint]);
  caio.starts();
  await desk.settle();
  expect(await asks()).toEqual([hint]);
  expect(caio.received().at(-1)?.text).toContain('uma banana');
});
