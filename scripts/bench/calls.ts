import { openThreads, openWorld, postsOf } from './world.ts';

const MESSAGES = 50;

/** Bot API calls and Redis commands: for a new client, and for a text in an open thread, each way. */
export async function benchCalls(): Promise<void> {
  const world = await openWorld();
  try {
    const { sandbox, settle } = world;
    const { agent, clients } = await openThreads(world, 1);
    const measure = async (title: string, times: number, act: () => void) => {
      const calls = sandbox.calls.length;
      const commands = world.commands();
      act();
      await settle();
      const made = sandbox.calls.slice(calls).filter(({ method }) => method !== 'getUpdates');
      const idle = 'incl. the timers’ look twice a second';
      console.log(
        `${title.padEnd(28)} ${(made.length / times).toFixed(2)} calls, ${((world.commands() - commands) / times).toFixed(1)} Redis commands (${idle})`,
      );
      return made.map(({ method }) => method);
    };

    const bringUp = await measure('new client, 1 admin told', 1, () => {
      sandbox.people.write(sandbox.people.add({ firstName: 'Nova' }), 'oi');
    });
    console.log(`  ${bringUp.join(', ')}`);
    const [ana = 0] = clients;
    const post = postsOf(world, clients).get(ana) ?? 0;
    await measure('client → thread, text', MESSAGES, () => {
      for (let i = 0; i < MESSAGES; i += 1) sandbox.people.write(ana, `mensagem ${i}`);
    });
    await measure('agent → client, text', MESSAGES, () => {
      for (let i = 0; i < MESSAGES; i += 1) sandbox.people.comment(agent, post, `resposta ${i}`);
    });
    await measure('agent → client, one alone', 1, () => sandbox.people.comment(agent, post, 'só uma'));
  } finally {
    await world.close();
  }
}
