/** npm run boards -- list|add|remove: the boards of the desk, a channel with its discussion group each. */
import type { EpochMs } from '../machines/ids.ts';
import { runBoards } from '../src/cli/boards.ts';
import { targetOf } from '../src/features/setup-check/setup-check.ts';
import { createClientStore } from '../src/store/client-store.ts';
import { createTelegramApi } from '../src/telegram/grammy-api.ts';
import { complain } from './complain.ts';
import { openDesk } from './open-desk.ts';

async function main(args: string[]): Promise<void> {
  const { redis, keys, config, rules, retention, close } = await openDesk();
  try {
    const target = await targetOf(config);
    const deps = {
      redis,
      keys,
      api: createTelegramApi(target.token, target.apiRoot, target).setup,
      rules,
      clients: createClientStore(redis, keys, retention),
      given: { firstChannel: target.channelId, now: () => Date.now() as EpochMs },
    };
    console.log(await runBoards(deps, args));
  } finally {
    await close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error);
}
