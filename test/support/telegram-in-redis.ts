import type { Redis } from 'ioredis';
import type { Update } from 'grammy/types';
import type { UserId } from '../../machines/ids.ts';
import type { Call, CallAnswer } from '../../src/telegram/call.ts';
import type { TelegramApi } from '../../src/telegram/api.ts';
import { aComment, aCopy, asTarget, bia, CHANNEL_ID, GROUP_ID } from './updates.ts';

/** The calls by life of the desk, in the order of the effects. */
export type Recorded = { life: number; call: Call; messageId: number };

/** Comments for every thread, as soon as the thread exists. */
export const COMMENTS = ['resposta 1', 'resposta 2'];
export const ADMIN = 900;
const COPY_DELAY_MS = 40;

const RECORD = `
local id = redis.call('INCR', KEYS[1])
redis.call('RPUSH', KEYS[2], cjson.encode({ life = tonumber(ARGV[1]), call = ARGV[2], messageId = id }))
if ARGV[3] ~= '' then redis.call('ZADD', KEYS[3], ARGV[3], id .. ' ' .. ARGV[4]) end
return id`;

const QUEUE = `
for i = 3, #ARGV do
  local id = redis.call('INCR', KEYS[1])
  redis.call('ZADD', KEYS[2], id, '{"update_id":' .. id .. ',' .. string.sub(ARGV[i], 2))
end
if ARGV[1] ~= '' then redis.call('ZREM', KEYS[3], ARGV[1]) end`;

/**
 * A minimal Telegram. The state is in Redis, beside the keys of the desk, and so survives the desk: the queue of updates,
 * the coming copies, and the calls.
 */
export function telegramInRedis(redis: Redis, desk: number) {
  const key = (name: string) => `telegram-of-${desk}:${name}`;

  async function queue(updates: Omit<Update, 'update_id'>[], copy = ''): Promise<void> {
    const keys = [key('last-update'), key('updates'), key('copies')];
    await redis.eval(QUEUE, 3, ...keys, copy, '', ...updates.map((update) => JSON.stringify(update)));
  }

  async function copiesThatAreDue(): Promise<void> {
    for (const copy of await redis.zrangebyscore(key('copies'), '-inf', Date.now())) {
      const end = copy.indexOf(' ');
      const post = Number(copy.slice(0, end));
      // An earlier process may have been killed here: then the copy is still due.
      const root = 100_000 + post;
      const content = aCopy({ message_id: root, post, text: copy.slice(end + 1), entities: [] });
      const comments = COMMENTS.map((text, n) => ({
        message: aComment({
          message_id: 1_000_000 + post * 10 + n,
          text,
          message_thread_id: root,
          reply_to_message: asTarget(content),
        }),
      }));
      await queue([{ message: content }, ...comments] as Omit<Update, 'update_id'>[], copy);
    }
  }

  async function record(life: number, call: Call, random: () => number): Promise<CallAnswer> {
    const isPost = call.method === 'sendMessage' && call.params.chat_id === CHANNEL_ID;
    const keys = [key('last-message'), key('calls'), key('copies')];
    const due = isPost ? String(Date.now() + Math.floor(random() * COPY_DELAY_MS)) : '';
    const text = isPost ? call.params.text : '';
    const id = await redis.eval(RECORD, 3, ...keys, String(life), JSON.stringify(call), due, text);
    return { ok: true, messageIds: [Number(id)] };
  }

  return {
    queue,
    async calls(): Promise<Recorded[]> {
      const rows = await redis.lrange(key('calls'), 0, -1);
      return rows.map((row) => {
        const { call, ...rest } = JSON.parse(row) as Omit<Recorded, 'call'> & { call: string };
        return { ...rest, call: JSON.parse(call) as Call };
      });
    },
    /** Unconfirmed updates, and coming copies. */
    pending: async (): Promise<number> =>
      (await redis.zcard(key('updates'))) + (await redis.zcard(key('copies'))),
    /** `step` is called before and after every effect. `random` decides the wait for a copy. */
    api: (life: number, step: () => void, random: () => number): TelegramApi => ({
      async call(call) {
        step();
        const answer = await record(life, call, random);
        step();
        return answer;
      },
      answer: async () => ({ ok: true, messageIds: [] }),
      upload: async () => ({ message: 1, content: null }),
      createInviteLink: async () => 'https://t.me/+invited',
      async revokeInviteLink() {},
      me: async () => ({ id: desk, username: 'desk_bot' }),
      chat: async () => ({ id: CHANNEL_ID, title: 'Desk', linkedChatId: GROUP_ID, isPublic: false }),
      membership: async (_chat, person) => (person === bia.id ? 'member' : 'outsider'),
      isServing: async () => true,
      administrators: async () => [ADMIN as UserId],
      async setMenu() {},
      hasMenu: async () => false,
      webhook: async () => ({ url: '', waiting: 0, lastError: null }),
      async setWebhook() {},
      async deleteWebhook() {},
      async updates(offset) {
        await copiesThatAreDue();
        if (offset !== undefined) await redis.zremrangebyscore(key('updates'), '-inf', `(${offset}`);
        const rows = await redis.zrange(key('updates'), '0', '99');
        step();
        return rows.map((row) => JSON.parse(row) as unknown);
      },
    }),
  };
}
