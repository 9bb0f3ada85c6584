/** A minimal bot in a separate process: answers every message over HTTP, until all are answered. */
import { Pool } from 'undici';

const CONNECTIONS = 8;
const [root = '', count = '0'] = process.argv.slice(2);
const { origin, pathname } = new URL(root);
const pool = new Pool(origin, { connections: CONNECTIONS + 1 });

async function call<T>(method: string, params: object): Promise<T> {
  const { body } = await pool.request({
    path: `${pathname}/${method}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const answer = (await body.json()) as { ok: boolean; result: T };
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.result;
}

type Message = { message_id: number; chat: { id: number }; text?: string };

process.send?.('begins');
let offset = 0;
for (let answered = 0; answered < Number(count); ) {
  const updates = await call<{ update_id: number; message: Message }[]>('getUpdates', {
    offset,
    timeout: 50,
  });
  offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
  const waiting = updates.map(({ message }) => message);
  const connection = async (): Promise<void> => {
    for (let message = waiting.pop(); message !== undefined; message = waiting.pop()) {
      await call('sendMessage', {
        chat_id: message.chat.id,
        text: `<b>${message.text ?? ''}</b>`,
        parse_mode: 'HTML',
      });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  answered += updates.length;
}
await pool.close();
process.disconnect();
