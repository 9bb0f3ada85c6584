/** npm run boards -- list|add|remove: the boards of the desk, a channel with its discussion group each. */
import type { EpochMs } from '../machines/ids.ts';
import { runBoards } from '../src/cli/boards.ts';
import { targetOf } from '../src/features/setup-check/setup-check.ts';
import { createTelegramApi } from '../src/telegram/grammy-api.ts';
import { onDesk } from './open-desk.ts';
import { runCommand } from './run-command.ts';

await runCommand((args) =>
  onDesk(async ({ redis, keys, config, clients, rules }) => {
    const target = await targetOf(config);
    const deps = {
      redis,
      keys,
      api: createTelegramApi(target.token, target.apiRoot, target).setup,
      rules,
      clients,
      given: { firstChannel: target.channelId, now: () => Date.now() as EpochMs },
    };
    console.log(await runBoards(deps, args));
  }),
);
