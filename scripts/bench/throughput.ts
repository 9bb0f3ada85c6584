import { openThreads, openWorld } from './world.ts';

const CLIENTS = 100;
const MESSAGES = 30;

/** Texts from clients to their threads, as fast as it goes, with the sandbox in the same process and no limits. */
export async function benchThroughput(): Promise<void> {
  const world = await openWorld();
  try {
    const { clients } = await openThreads(world, CLIENTS);
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    for (let i = 0; i < MESSAGES; i += 1) {
      for (const client of clients) world.sandbox.people.write(client, `mensagem ${i}`);
    }
    await world.settle();
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const count = CLIENTS * MESSAGES;
    console.log(`${count} texts in ${seconds.toFixed(1)} s: ${(count / seconds).toFixed(0)} messages/s`);
    console.log(
      `CPU of desk and sandbox together: ${((user + system) / 1000 / count).toFixed(2)} s per 1000 messages`,
    );
  } finally {
    await world.close();
  }
}
