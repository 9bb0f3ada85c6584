import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../../src/sandbox/start.ts';

const CLIENTS = 100;
const MESSAGES = 20_000;

/** The sandbox alone in a process: a bot in another process fetches and answers each message. */
export async function benchSandbox(): Promise<void> {
  await using sandbox = await startSandbox({ copyDelayMs: 'never' });
  const clients = Array.from({ length: CLIENTS }, (_, i) =>
    sandbox.people.add({ firstName: `Cliente ${i}` }),
  );
  const client = fileURLToPath(new URL('./sandbox-client.ts', import.meta.url));
  const root = `${sandbox.url}/bot${sandbox.token}`;
  for (let i = 0; i < MESSAGES; i += 1) {
    sandbox.people.write(clients[i % CLIENTS] ?? 0, `mensagem número ${i}, com um link: exemplo.com.br`);
  }
  const bot = fork(client, [root, String(MESSAGES)], { execArgv: ['--import', 'tsx'] });
  await once(bot, 'message');
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await once(bot, 'exit');
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const perThousand = (user + system) / 1000 / MESSAGES;
  console.log(
    `${MESSAGES} messages fetched and answered in ${seconds.toFixed(1)} s: ${(MESSAGES / seconds).toFixed(0)} a second`,
  );
  console.log(
    `CPU of the sandbox: ${perThousand.toFixed(3)} s per 1000 messages, so ${((1 / perThousand) * 1000).toFixed(0)} a second on one core`,
  );
}
