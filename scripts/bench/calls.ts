import { setTimeout as delay } from 'node:timers/promises';
import { createAdjustableClock } from '../../src/base/adjustable-clock.ts';
import { openThreads, openWorld, postsOf } from './world.ts';

const MESSAGES = 50;
const A_DAY_MS = 24 * 60 * 60_000;
/** Enough for all woken sleepers to begin the next step. */
const WOKEN_MS = 100;

/** Bot API calls and Redis commands: for a new client, and for a text in an open thread, each way. */
export async function benchCalls(): Promise<void> {
  const clock = createAdjustableClock();
  const world = await openWorld({}, clock);
  try {
    const { telegram, settle } = world;
    const { agent, clients } = await openThreads(world, 1);
    const measure = async (title: string, times: number, act: () => Promise<unknown>) => {
      const before = (await telegram.told.calls()).length;
      const commands = world.commands();
      await act();
      await settle();
      const made = (await telegram.told.calls())
        .slice(before)
        .filter(({ method }) => method !== 'getUpdates');
      const perMessage = ((world.commands() - commands) / times).toFixed(1);
      console.log(
        `${title.padEnd(48)} ${(made.length / times).toFixed(2)} calls, ${perMessage} Redis commands`,
      );
      return made.map(({ method }) => method);
    };

    const bringUp = async (title: string, firstName: string): Promise<void> => {
      const made = await measure(title, 1, async () => {
        await telegram.people.write(await telegram.people.add({ firstName }), 'oi');
      });
      console.log(`  ${made.join(', ')}`);
    };
    const colleague = await telegram.people.add({ firstName: 'Caio' });
    await telegram.people.setRole(telegram.channelId, colleague, 'member');
    await settle();
    const daily = await measure('what is done once a day, and every few minutes', 1, async () => {
      clock.pass(A_DAY_MS);
      await delay(WOKEN_MS);
    });
    console.log(`  ${daily.join(', ')}`);
    await bringUp('new client, 1 admin told', 'Nina');
    await telegram.people.setRole(telegram.channelId, colleague, 'left');
    await settle();
    await bringUp('new client, just after a change in the team', 'Neto');
    const [ana = 0] = clients;
    const post = (await postsOf(world, clients)).get(ana) ?? 0;
    const texts = Array.from({ length: MESSAGES }, (_, n) => `mensagem ${n}`);
    await measure('client → thread, text', MESSAGES, () =>
      telegram.told.load({ writes: texts.map((text) => ({ by: ana, text })) }),
    );
    await measure('agent → client, text', MESSAGES, () =>
      telegram.told.load({ writes: texts.map((text) => ({ by: agent, post, text })) }),
    );
    await measure('agent → client, one alone', 1, () => telegram.people.comment(agent, post, 'só uma'));
    console.log('Redis commands include looks that are made twice a second.');
  } finally {
    await world.close();
  }
}
