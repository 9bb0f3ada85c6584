import { createKeys } from '../../src/store/keys.ts';
import { openThreads, openWorld } from './world.ts';

const CLIENTS = 500;
const MESSAGES = 20;

/** Bytes in Redis per client and per message, by kind of key. */
export async function benchMemory(): Promise<void> {
  const world = await openWorld();
  try {
    const { redis, telegram, settle } = world;
    const keys = createKeys(world.desk.id);
    const sizes = async (): Promise<Map<string, { keys: number; bytes: number }>> => {
      const sums = new Map<string, { keys: number; bytes: number }>();
      for await (const found of redis.scanStream({ match: keys.everything, count: 1000 })) {
        for (const key of found as string[]) {
          const kind = keys.kindOf(key);
          const bytes = Number(await redis.memory('USAGE', key, 'SAMPLES', 0));
          const sum = sums.get(kind) ?? { keys: 0, bytes: 0 };
          sums.set(kind, { keys: sum.keys + 1, bytes: sum.bytes + bytes });
        }
      }
      return sums;
    };
    const print = (
      title: string,
      after: Awaited<ReturnType<typeof sizes>>,
      before: typeof after,
      per: number,
    ) => {
      console.log(title);
      let total = 0;
      for (const [kind, { bytes }] of [...after].sort((a, b) => b[1].bytes - a[1].bytes)) {
        const grown = (bytes - (before.get(kind)?.bytes ?? 0)) / per;
        total += grown;
        if (grown >= 1) console.log(`  ${kind.padEnd(14)} ${grown.toFixed(0).padStart(6)} bytes`);
      }
      console.log(`  ${'all'.padEnd(14)} ${total.toFixed(0).padStart(6)} bytes`);
    };

    const empty = await sizes();
    const { clients } = await openThreads(world, CLIENTS);
    const opened = await sizes();
    print(`a client with one message (${CLIENTS} clients)`, opened, empty, CLIENTS);
    const numbers = Array.from({ length: MESSAGES }, (_, n) => n);
    await telegram.told.load({
      writes: clients.flatMap((by) =>
        numbers.map((n) => ({ by, text: `mensagem número ${n} deste cliente` })),
      ),
    });
    await settle();
    print(`each further message (${MESSAGES} per client)`, await sizes(), opened, CLIENTS * MESSAGES);
  } finally {
    await world.close();
  }
}
