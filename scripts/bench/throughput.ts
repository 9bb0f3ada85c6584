import { openThreads, openWorld } from './world.ts';

const CLIENTS = 100;
const MESSAGES = 60;

/** Texts from clients to their threads, as fast as it goes, without limits. The CPU is that of the desk's process. */
export async function benchThroughput(): Promise<void> {
  const world = await openWorld();
  try {
    const { clients } = await openThreads(world, CLIENTS);
    const rounds = Array.from({ length: MESSAGES }, (_, n) => n);
    const writes = rounds.flatMap((n) => clients.map((by) => ({ by, text: `mensagem ${n} de ${by}` })));
    await world.telegram.told.load({ writes: writes.slice(0, 1000) });
    await world.settle();
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    await world.telegram.told.load({ writes });
    await world.settle();
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const perThousand = (user + system) / 1000 / writes.length;
    console.log(
      `${writes.length} texts in ${seconds.toFixed(1)} s: ${(writes.length / seconds).toFixed(0)} messages/s`,
    );
    console.log(`CPU of the desk: ${perThousand.toFixed(2)} s per 1000 messages`);
  } finally {
    await world.close();
  }
}
