import type { Load } from './telegram.ts';
import { openThreads, openWorld, postsOf } from './world.ts';

const CLIENTS = 100;
const MESSAGES = 40;
const WARM_UP = 1000;

type Writes = Load['writes'];

/**
 * Texts at full speed, without limits. To the threads: one lane. To the clients: a lane each. Then both at once.
 * Prints the CPU of the desk and of the sandbox.
 */
export async function benchThroughput(): Promise<void> {
  const world = await openWorld();
  try {
    const { agent, clients } = await openThreads(world, CLIENTS);
    const posts = await postsOf(world, clients);
    const rounds = Array.from({ length: MESSAGES }, (_, n) => n);
    const ask = (n: number): Writes => clients.map((by) => ({ by, text: `pergunta ${n} de ${by}` }));
    const answer = (n: number): Writes =>
      clients.map((client) => ({
        by: agent,
        post: posts.get(client) ?? 0,
        text: `resposta ${n} a ${client}`,
      }));
    const both = (n: number): Writes => {
      const answers = answer(n);
      return ask(n).flatMap((question, index) => [question, ...answers.slice(index, index + 1)]);
    };

    const carry = async (writes: Writes) => {
      const { told } = world.telegram;
      const sandboxBefore = await told.cpuSeconds();
      const cpu = process.cpuUsage();
      const startedAt = performance.now();
      await told.load({ writes });
      await world.settle();
      const { user, system } = process.cpuUsage(cpu);
      const seconds = (performance.now() - startedAt) / 1000;
      const sandbox = (await told.cpuSeconds()) - sandboxBefore;
      return { seconds, desk: (user + system) / 1e6, sandbox };
    };
    const measure = async (title: string, writes: Writes) => {
      const { seconds, desk, sandbox } = await carry(writes);
      const perThousand = (cpuSeconds: number): string => ((cpuSeconds * 1000) / writes.length).toFixed(2);
      console.log(
        `${title.padEnd(16)} ${writes.length} texts, ${(writes.length / seconds).toFixed(0)} messages/s, ` +
          `CPU seconds per 1000: ${perThousand(desk)} of the desk, ${perThousand(sandbox)} of the sandbox`,
      );
    };

    await carry(rounds.flatMap(both).slice(0, WARM_UP));
    await measure('client → thread', rounds.flatMap(ask));
    await measure('agent → client', rounds.flatMap(answer));
    await measure('both at once', rounds.flatMap(both));
  } finally {
    await world.close();
  }
}
