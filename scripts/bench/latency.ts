import { conversation } from './conversation.ts';
import { percentile } from './percentile.ts';
import { openThreads, openWorld, postsOf } from './world.ts';

const CLIENTS = 50;
const PER_SECOND = 50;
const SECONDS = 20;

/** Time from the writing of a text to the Bot API call with the text, at a steady rate, both ways. */
export async function benchLatency(): Promise<void> {
  const world = await openWorld();
  try {
    const { agent, clients } = await openThreads(world, CLIENTS);
    const posts = await postsOf(world, clients);
    const writes = conversation({ agent, clients, posts }, PER_SECOND * SECONDS, 'mensagem');
    const cpu = process.cpuUsage();
    await world.telegram.told.load({ writes, perSecond: PER_SECOND });
    const { user, system } = process.cpuUsage(cpu);
    await world.settle();
    const took = await world.telegram.told.latencies('mensagem');
    console.log(
      `${took.length} texts at ${PER_SECOND}/s: p50 ${percentile(took, 50)} ms, p99 ${percentile(took, 99)} ms, most ${percentile(took, 100)} ms`,
    );
    console.log(`CPU of the desk: ${((user + system) / 1e6 / SECONDS).toFixed(2)} of a core`);
  } finally {
    await world.close();
  }
}
