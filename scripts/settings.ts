/** npm run settings -- show|set|history|revert|archive|restore: the configuration that a running desk uses. */
import type { EpochMs } from '../machines/ids.ts';
import { runSettings } from '../src/cli/settings.ts';
import { createDocumentStore } from '../src/store/documents.ts';
import { onDesk } from './open-desk.ts';
import { runCommand, splitJson } from './run-command.ts';

await runCommand((args) =>
  onDesk(async ({ redis, keys, rules }) => {
    const { json, words } = splitJson(args);
    const deps = {
      store: createDocumentStore(redis, keys),
      rules,
      now: () => Date.now() as EpochMs,
    };
    console.log(await runSettings(deps, words, json));
  }),
);
