import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { openTelegram } from './telegram.ts';

const CLIENTS = 100;
const MESSAGES = 40;

type Text = { update_id: number; message?: { text?: string } };

/**
 * A program to compare the desk with. The program sends each message to the bot into the group, one call at a
 * time, and stores nothing.
 */
export async function benchCopies(): Promise<void> {
  const telegram = await openTelegram();
  try {
    const clients: number[] = [];
    for (let n = 0; n < CLIENTS; n += 1) {
      clients.push(await telegram.people.add({ firstName: `Cliente ${n}` }));
    }
    const api = createTelegramApi(telegram.token, telegram.url.replace(/\/$/, ''));
    let offset: number | undefined;
    const carry = async (count: number) => {
      const rounds = Array.from({ length: count / CLIENTS }, (_, n) => n);
      const writes = rounds.flatMap((n) => clients.map((by) => ({ by, text: `pergunta ${n} de ${by}` })));
      const loaded = telegram.told.load({ writes });
      for (let copied = 0; copied < count; ) {
        const updates = await api.updates(offset, 1, ['message'], new AbortController().signal);
        for (const { update_id, message } of updates as Text[]) {
          offset = update_id + 1;
          if (message?.text === undefined) continue;
          const params = { chat_id: telegram.groupId, text: message.text, entities: [] };
          await api.call({ method: 'sendMessage', params });
          copied += 1;
        }
      }
      await loaded;
    };
    await carry(10 * CLIENTS);
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    await carry(MESSAGES * CLIENTS);
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const perThousand = (user + system) / 1000 / (MESSAGES * CLIENTS);
    console.log(
      `only copied      ${MESSAGES * CLIENTS} texts, ${((MESSAGES * CLIENTS) / seconds).toFixed(0)} messages/s, ` +
        `${perThousand.toFixed(2)} CPU seconds of the program per 1000`,
    );
  } finally {
    await telegram.close();
  }
}
