import { expect } from 'vitest';
import { conform, type Scene } from './table.ts';

const BAD = '400 Bad Request:';

type Reply = { status: number; body: Record<string, unknown> };

async function fetched(scene: Scene, path: string, init?: RequestInit): Promise<Reply> {
  const response = await fetch(`${scene.sandbox.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

/** A person unknown to the bot, a person from the group, and a person after Start. */
function strangers({ people, groupId }: Scene): { unseen: number; met: number; started: number } {
  const [unseen, met, started] = ['Ana', 'Bob', 'Eva'].map((firstName) => people.add({ firstName }));
  people.setRole(groupId, met as number, 'member');
  people.sayInGroup(met as number, 'oi');
  people.start(started as number);
  return { unseen: unseen as number, met: met as number, started: started as number };
}

conform('the envelope', [
  {
    source: 'FACTS.md #37 (HttpConnection.cpp:69)',
    claim: 'success has ok and result, failure ok, error_code and description, with the code as HTTP status',
    async run(scene) {
      const root = `/bot${scene.sandbox.token}`;
      const good = await fetched(scene, `${root}/getMe`);
      expect(good).toMatchObject({ status: 200, body: { ok: true, result: { is_bot: true } } });
      const bad = await fetched(scene, `${root}/sendMessage`);
      expect(bad.status).toBe(400);
      expect(bad.body).toEqual({
        ok: false,
        error_code: 400,
        description: expect.stringMatching(/^Bad Request: /),
      });
    },
  },
  {
    source: 'FACTS.md #37',
    claim: 'a method is found in any case, by GET and by POST',
    async run(scene) {
      for (const [name, method] of [
        ['getme', 'GET'],
        ['GETME', 'POST'],
      ] as const) {
        expect(await fetched(scene, `/bot${scene.sandbox.token}/${name}`, { method })).toMatchObject({
          status: 200,
        });
      }
    },
  },
  {
    source: 'FACTS.md #37',
    claim: 'parameters come by query, urlencoded, multipart and JSON',
    async run(scene) {
      const fields = { chat_id: String(scene.groupId), text: 'oi & tchau' };
      const path = `/bot${scene.sandbox.token}/sendMessage`;
      const asJson = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      };
      const replies = [
        await fetched(scene, `${path}?${new URLSearchParams(fields).toString()}`),
        await fetched(scene, path, { method: 'POST', body: new URLSearchParams(fields) }),
        await fetched(scene, path, { method: 'POST', body: form(fields) }),
        await fetched(scene, path, asJson),
      ];
      for (const { body } of replies) expect(body).toMatchObject({ result: { text: 'oi & tchau' } });
    },
  },
  {
    source: 'FACTS.md #38 (HttpConnection.cpp:30)',
    claim: 'another path is 404 Not Found',
    async run(scene) {
      expect(await fetched(scene, '/nowhere')).toMatchObject({
        status: 404,
        body: { ok: false, error_code: 404, description: 'Not Found' },
      });
    },
  },
  {
    source: 'FACTS.md #38 (BA:12664)',
    claim: 'an unknown method is 404',
    async run({ refusal }) {
      expect(await refusal('sendNonsense')).toBe('404 Not Found: method not found');
    },
  },
  {
    source: 'README.md of the sandbox',
    claim: 'a method of the Bot API that only the sandbox lacks is not said to be unknown',
    async run({ refusal }) {
      expect(await refusal('sendinvoice')).toBe(
        '404 Not Found: the Bot API has sendInvoice, and this sandbox has not',
      );
    },
  },
  {
    source: 'FACTS.md #38 (ClientManager.cpp, BA:16266)',
    claim: 'a malformed token and a revoked one are 401',
    async run(scene) {
      expect((await fetched(scene, '/botabc/getMe')).body).toMatchObject({
        error_code: 401,
        description: 'Unauthorized: invalid token specified',
      });
      const [id] = scene.sandbox.token.split(':');
      const other = `${id}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;
      expect(await fetched(scene, `/bot${other}/getMe`)).toMatchObject({
        status: 401,
        body: { error_code: 401, description: 'Unauthorized' },
      });
    },
  },
  {
    source: 'FACTS.md #39 (BA:8201)',
    claim: 'chat_id missing is empty',
    async run({ refusal }) {
      expect(await refusal('sendMessage', { text: 'oi' })).toBe(`${BAD} chat_id is empty`);
    },
  },
  {
    source: 'FACTS.md #39 (BA:6571)',
    claim: 'an unknown id, an unknown name, and a user the bot never saw are no chat',
    async run(scene) {
      const { unseen } = strangers(scene);
      for (const chat_id of [123, -1009999999999, '@ninguem_aqui', unseen]) {
        expect(await scene.refusal('sendMessage', { chat_id, text: 'oi' })).toBe(`${BAD} chat not found`);
      }
    },
  },
  {
    source: 'FACTS.md #39 (TD:MessagesManager.cpp:27615)',
    claim: 'a user who was seen and never pressed Start is forbidden',
    async run(scene) {
      const { met } = strangers(scene);
      expect(await scene.refusal('sendMessage', { chat_id: met, text: 'oi' })).toBe(
        "403 Forbidden: bot can't initiate conversation with a user",
      );
    },
  },
  {
    source: 'FACTS.md #39 (BA:120, BA:123)',
    claim: 'so is one who blocked the bot, or is deactivated',
    async run(scene) {
      const { started } = strangers(scene);
      const attempt = (): Promise<string> => scene.refusal('sendMessage', { chat_id: started, text: 'oi' });
      expect(await attempt()).toBe('ok');
      scene.people.block(started);
      expect(await attempt()).toBe('403 Forbidden: bot was blocked by the user');
      scene.people.start(started);
      expect(await attempt()).toBe('ok');
      scene.people.deactivate(started);
      expect(await attempt()).toBe('403 Forbidden: user is deactivated');
    },
  },
  {
    source: 'FACTS.md #39 (TD:27610)',
    claim: 'so is another bot',
    async run({ people, groupId, refusal }) {
      const bot = people.add({ firstName: 'Robô', username: 'robo_bot', isBot: true });
      people.setRole(groupId, bot, 'administrator');
      expect(await refusal('sendMessage', { chat_id: bot, text: 'oi' })).toBe(
        "403 Forbidden: the bot can't send messages to the bot",
      );
    },
  },
  {
    source: 'FACTS.md #40 (BA:8162)',
    claim: 'so is a chat that the bot was removed from, or is not in',
    async run({ people, sandbox, groupId, channelId, refusal }) {
      for (const [chat_id, kind] of [
        [groupId, 'supergroup'],
        [channelId, 'channel'],
      ] as const) {
        const attempt = (): Promise<string> => refusal('sendMessage', { chat_id, text: 'oi' });
        people.setRole(chat_id, sandbox.botId, 'left');
        expect(await attempt()).toBe(`403 Forbidden: bot is not a member of the ${kind} chat`);
        people.setRole(chat_id, sandbox.botId, 'kicked');
        expect(await attempt()).toBe(`403 Forbidden: bot was kicked from the ${kind} chat`);
      }
    },
  },
  {
    source: 'FACTS.md #40 (TD:DialogManager.cpp)',
    claim: 'a channel in which the bot may not post needs administrator rights',
    async run({ people, channelId, refusal }) {
      people.setBotRights(channelId, { can_post_messages: false });
      expect(await refusal('sendMessage', { chat_id: channelId, text: 'oi' })).toBe(
        `${BAD} need administrator rights in the channel chat`,
      );
    },
  },
  {
    source: 'FACTS.md #40 (TD:MessageContent.cpp:5931)',
    claim: 'what the permissions of the group forbid is named',
    async run({ people, groupId, refusal }) {
      people.setBotRights(groupId, 'none');
      people.changeSettings(groupId, { permissions: { can_send_messages: false, can_send_photos: false } });
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'oi' })).toBe(
        `${BAD} not enough rights to send text messages to the chat`,
      );
    },
  },
  {
    source: 'FACTS.md #37 (BA:71)',
    claim: 'an error of the server in capitals is passed on as it is',
    async run({ refusal, groupId }) {
      const reply_markup = { inline_keyboard: [[{ text: 'x', callback_data: 'x'.repeat(65) }]] };
      expect(await refusal('sendMessage', { chat_id: groupId, text: 'oi', reply_markup })).toBe(
        `${BAD} BUTTON_DATA_INVALID`,
      );
    },
  },
]);

conform('faults on demand (P2)', [
  {
    source: 'FACTS.md #41 (Query.cpp set_retry_after_error; HttpConnection.cpp:69)',
    claim: 'a rate limit has retry_after in its parameters and its header',
    async run({ sandbox, ask, groupId }) {
      const fault = { error_code: 429, description: 'Too Many Requests: retry after 7' };
      sandbox.faults.next({ method: 'sendMessage' }, { ...fault, parameters: { retry_after: 7 } });
      const answer = await ask('sendMessage', { chat_id: groupId, text: 'oi' });
      expect(answer).toMatchObject({ status: 429, ok: false, ...fault, parameters: { retry_after: 7 } });
      expect(answer.headers.get('retry-after')).toBe('7');
    },
  },
  {
    source: 'FACTS.md #42 (BA:16296), FACTS.md #43',
    claim: 'a server that starts anew is a 500 that says so',
    async run({ sandbox, refusal }) {
      sandbox.faults.restart();
      expect(await refusal('getMe')).toBe('500 Internal Server Error: restart');
    },
  },
  {
    source: 'FACTS.md #43',
    claim: 'a connection may be cut before the effect, or after it',
    async run({ sandbox, ask, groupId }) {
      for (const [fault, sent] of [
        ['drop-before', 0],
        ['drop-after', 1],
      ] as const) {
        sandbox.faults.next({ method: 'sendMessage' }, fault);
        await expect(ask('sendMessage', { chat_id: groupId, text: fault })).rejects.toThrow('fetch failed');
        expect(sandbox.views.group().filter(({ text }) => text === fault)).toHaveLength(sent);
      }
    },
  },
  {
    source: 'FACTS.md #43',
    claim: 'a copy may be withheld, and come later, or be lost',
    async run({ sandbox, send, channelId, clock, heard }) {
      sandbox.faults.withholdCopies(true);
      await send(channelId);
      clock.advance(60_000);
      expect(await heard('message')).toEqual([]);
      sandbox.faults.withholdCopies(false);
      clock.advance(60_000);
      expect(await heard('message')).toHaveLength(1);
      sandbox.faults.loseCopies(true);
      await send(channelId);
      sandbox.faults.loseCopies(false);
      clock.advance(60_000);
      expect(await heard('message')).toEqual([]);
    },
  },
  {
    source: 'FACTS.md #43',
    claim: 'of two chats what happened later may come first, of one chat never',
    async run({ sandbox, people, client, heard }) {
      const ana = await client();
      const bruno = await client('Bruno');
      sandbox.faults.withholdUpdates(ana, true);
      people.write(ana, 'ana 1');
      people.write(bruno, 'bruno');
      people.write(ana, 'ana 2');
      expect((await heard('message')).map(({ text }) => text)).toEqual(['bruno']);
      sandbox.faults.withholdUpdates(ana, false);
      expect((await heard('message')).map(({ text }) => text)).toEqual(['ana 1', 'ana 2']);
      people.write(ana, 'ana 3');
      expect(await heard('message')).toHaveLength(1);
    },
  },
  {
    source: 'FACTS.md #43',
    claim: 'an update may come twice',
    async run({ client, people, updates, sandbox }) {
      people.write(await client(), 'oi');
      const first = await updates();
      sandbox.faults.redeliverLast();
      expect(await updates()).toEqual(first);
    },
  },
]);
