import type { Message } from '@grammyjs/types';
import { beforeEach, expect, test } from 'vitest';
import type { TestDesk } from '../support/desk.ts';
import { deskWith } from '../support/desk-with.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await deskWith('ana');
  return () => desk[Symbol.asyncDispose]();
});

const state = async () => {
  const seen = await desk.inspect('ana');
  return { state: seen?.state, priority: seen?.priority, ticket: seen?.ticket };
};
const asItWas = { state: 'open', priority: 1, ticket: 1 };

/** Ana has received nothing but the greeting. */
const expectNothingSent = () => expect(desk.client('ana').received()).toHaveLength(1);

async function biaComments(
  content: Parameters<ReturnType<TestDesk['agent']>['comments']>[1],
): Promise<number> {
  const message = desk.agent('bia').comments('ana', content);
  await desk.settle();
  return message;
}

test.each(['/p', '/p 0', '/p 6', '/p três', '/p -1', '/p 3.5', '/p 33', '/p 1 2', '/p ٣', '/p ３'])(
  '"%s" brings the help about priorities, and vanishes',
  async (command) => {
    await biaComments(command);
    expect(desk.thread('ana')).toEqual(['oi', expect.stringContaining('Use /p e o número da prioridade')]);
    expect(await state()).toEqual(asItWas);
    expect(desk.post('ana').text).toMatch(/^🟦/u);
    expectNothingSent();
  },
);

test.each(['/P 3', '/p 3', '/p  3', '/p\n3', '/p 3 '])('"%s" is a priority', async (command) => {
  await biaComments(command);
  expect(await state()).toMatchObject({ state: 'prioritized', priority: 3 });
  expect(desk.thread('ana')).toEqual(['oi', '⚙️ bia mudou a prioridade: 🟨 urgente']);
  expectNothingSent();
});

test('a command may name our bot, in any case', async () => {
  await biaComments('/p@balcao_bot 3');
  expect(await state()).toMatchObject({ priority: 3 });
  await biaComments('/p@BALCAO_BOT 4');
  expect(await state()).toMatchObject({ priority: 4 });
});

test('a command for another bot changes nothing and is not sent', async () => {
  await biaComments('/p@outro_bot 3');
  expect(await state()).toEqual(asItWas);
  expectNothingSent();
});

test.each(['/fechar', '/f', '/', '//', '/pix chave@exemplo.com', '/start', '/fim!', '/p3', '/última'])(
  'the unknown command "%s" is told, stays readable, and is not sent',
  async (command) => {
    const message = await biaComments(command);
    expect(desk.thread('ana')[1]).toBe(command);
    expect(desk.comments('ana').at(-1)).toMatchObject({
      text: expect.stringContaining('NÃO foi enviado ao cliente'),
      reply_to_message: { message_id: message },
    });
    expect(await state()).toEqual(asItWas);
    expectNothingSent();
  },
);

test.each(['/fim obrigado', '/fs ok', '/ban spam', '/ajuda por favor'])(
  '"%s" is refused with a reason: neither carried out nor sent',
  async (command) => {
    await biaComments(command);
    expect(desk.thread('ana')[1]).toBe(command);
    expect(desk.thread('ana')[2]).toContain('NÃO foi enviado');
    expect(await state()).toEqual(asItWas);
    expectNothingSent();
  },
);

test('/ajuda lists every command, and vanishes', async () => {
  await biaComments('/ajuda');
  expect(desk.thread('ana')).toHaveLength(2);
  for (const part of ['/p ', '/fim', '/fs', '/ban', '/ajuda', '/tos', '#']) {
    expect(desk.thread('ana')[1]).toContain(part);
  }
  expectNothingSent();
});

test('/tos shows the team what clients read, and vanishes', async () => {
  await biaComments('/tos');
  expect(desk.thread('ana')).toEqual(['oi', expect.stringContaining('Sobre esta conversa')]);
  expectNothingSent();
  desk.client('ana').writes('/tos');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe(desk.thread('ana')[1]);
});

test('a client who asks for /ajuda gets it, and the team is not disturbed', async () => {
  desk.client('ana').writes('/ajuda');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toContain('Escreva aqui o que você precisa');
  expect(desk.thread('ana')).toEqual(['oi']);
});

test.each(['/fim', '/fs', '/ban', '/p 4'])(
  '%s vanishes, and a ⚙️ line with a link to the agent stays',
  async (command) => {
    const message = await biaComments(command);
    expect(desk.comments('ana').map(({ message_id: id }) => id)).not.toContain(message);
    const line = desk.comments('ana').at(-1);
    expect(line?.text).toMatch(/^⚙️ bia /u);
    expect(linkedTo(line)).toEqual([{ text: 'bia', id: desk.client('bia').id }]);
  },
);

test('an agent with a hostile name is named and linked exactly', async () => {
  const names = ['<b>&amp;', '🟥 {$level} {{x}}', '\u202Eابن\u202C', 'None', '[a](b)'];
  for (const firstName of names) {
    const id = desk.person(firstName, { firstName });
    desk.sandbox.people.setRole(desk.sandbox.channelId, id, 'member');
    desk.sandbox.people.comment(id, desk.post('ana').id, '/p 2');
    await desk.settle();
    const line = desk.comments('ana').at(-1);
    // Telegram takes changes of direction out of texts.
    const shown = firstName.replaceAll(/[\u202C\u202E]/g, '');
    expect(line?.text).toContain(`⚙️ ${shown} mudou`);
    expect(linkedTo(line)).toEqual([{ text: shown, id }]);
  }
});

test('a command in a reply to a comment works like one under the post', async () => {
  const comment = await biaComments('olá');
  desk.agent('bia').comments('ana', '/p 5', { replyTo: comment });
  await desk.settle();
  expect(await state()).toMatchObject({ priority: 5 });
  expect(desk.client('ana').lastMessage()).toBe('olá');
});

test.each([{ photo: {} }, { document: {} }, { video: {} }])(
  'a caption that begins with # stays with the team, one that begins with / is refused: %j',
  async (media) => {
    await biaComments({ ...media, caption: '# só para nós' });
    expect(desk.thread('ana')).toEqual(['oi', '# só para nós']);
    await biaComments({ ...media, caption: '/fim' });
    expect(desk.comments('ana').at(-1)?.text).toContain('NÃO foi enviado');
    expect(await state()).toEqual(asItWas);
    expectNothingSent();
  },
);

test.each(['# nota', '#nota', '#', '# linha\noutra', '\u200F# הערה', '\u2068\u00A0# nota'])(
  'the note "%s" stays in the thread and costs no call',
  async (note) => {
    const calls = desk.countCalls();
    await biaComments(note);
    expect(desk.thread('ana')).toEqual(['oi', note]);
    expectNothingSent();
    expect(calls()).toEqual([]);
  },
);

test('a # further on is no note', async () => {
  await biaComments('somos o nº #1');
  expect(desk.client('ana').lastMessage()).toBe('somos o nº #1');
});

test.each(['/p 5', '/fim', '/ban', '/ajuda', '/naoexiste', 'bom dia', '# oi'])(
  '"%s" typed in the group outside any thread does nothing at all',
  async (content) => {
    desk.agent('bia');
    const calls = desk.countCalls();
    const first = desk.sandbox.people.sayInGroup(desk.client('bia').id, content);
    desk.sandbox.people.sayInGroup(desk.client('bia').id, content, { replyTo: first });
    await desk.settle();
    expect(calls()).toEqual([]);
    expect(desk.thread('ana')).toEqual(['oi']);
    expect(await state()).toEqual(asItWas);
    expectNothingSent();
  },
);

test.each(['/p 5', 'olá'])('"%s" under a post that a person wrote does nothing', async (content) => {
  desk.admin('dora');
  const post = desk.sandbox.people.post(desk.client('dora').id, 'Feliz Natal, equipe!');
  await desk.settle();
  const calls = desk.countCalls();
  desk.sandbox.people.comment(desk.client('dora').id, post, content);
  await desk.settle();
  expect(calls()).toEqual([]);
  expect(desk.sandbox.views.thread(post)).toHaveLength(1);
  expectNothingSent();
});

test('two agents at the same moment: both commands are carried out, in order', async () => {
  desk.agent('bia').comments('ana', '/p 5');
  desk.agent('caio').comments('ana', '/fs');
  desk.agent('bia').comments('ana', '/p 2');
  await desk.settle();
  expect(desk.thread('ana')).toEqual([
    'oi',
    '⚙️ bia mudou a prioridade: 🟥 emergência',
    '⚙️ caio encerrou o atendimento sem avisar o cliente',
    '⚙️ bia mudou a prioridade: 🟩 pouco urgente',
  ]);
  expect(await state()).toEqual({ state: 'prioritized', priority: 2, ticket: 1 });
  expect(desk.post('ana')).toMatchObject({ text: expect.stringMatching(/^🟩/u), pinned: true });
});

test('the menus offer clients and the team their own commands', async () => {
  const menus = desk.sandbox.calls.filter(({ method }) => method === 'setMyCommands');
  const offered = menus.map(({ params }) => JSON.stringify(params));
  expect(offered.some((menu) => menu.includes('"tos"') && menu.includes('all_private_chats'))).toBe(true);
  expect(offered.some((menu) => menu.includes('"ban"') && menu.includes(String(desk.sandbox.groupId)))).toBe(
    true,
  );
  expect(offered.some((menu) => menu.includes('"ban"') && menu.includes('all_private_chats'))).toBe(false);
});

/** The person linked by name in a message. */
function linkedTo(message: Message | undefined): { text: string; id: number }[] {
  return (message?.entities ?? []).flatMap((entity) => {
    const text = message?.text?.slice(entity.offset, entity.offset + entity.length) ?? '';
    if (entity.type === 'text_mention') return [{ text, id: entity.user.id }];
    const id = entity.type === 'text_link' ? /^tg:\/\/user\?id=(\d+)$/.exec(entity.url)?.[1] : undefined;
    return id === undefined ? [] : [{ text, id: Number(id) }];
  });
}

test.each(['/fim obrigado', '/ban spam'])(
  'the refusal of "%s" names it whole: /fim alone is one',
  async (command) => {
    await biaComments(command);
    expect(desk.thread('ana').at(-1)).toContain(`⚙️ ${command} não é um comando`);
  },
);

test('a long command of emoji is refused in whole characters', async () => {
  await biaComments(`/x${'😀'.repeat(70)}`);
  expect(desk.thread('ana').at(-1)).toContain(`⚙️ /x${'😀'.repeat(62)} não é`);
});
