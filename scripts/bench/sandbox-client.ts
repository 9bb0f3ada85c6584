/** A bot without thoughts: it answers every message it is sent, over the wire, until it has answered all. */
import { Agent, request } from 'node:http';

const CONNECTIONS = 8;
const [root = '', count = '0'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS + 1 });

function call<T>(method: string, params: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(params);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(`${root}/${method}`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString()) as { ok: boolean; result: T };
        if (answer.ok) resolve(answer.result);
        else reject(new Error(JSON.stringify(answer)));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

type Message = { message_id: number; chat: { id: number }; text?: string };

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
agent.destroy();
