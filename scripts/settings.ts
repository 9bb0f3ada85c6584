/** npm run settings -- show|set|history|revert|archive|restore: the configuration that a running desk uses. */
import type { EpochMs } from '../machines/ids.ts';
import { runSettings } from '../src/cli/settings.ts';
import { npmTookJson } from '../src/config/env.ts';
import { createDocumentStore } from '../src/store/documents.ts';
import { complain } from './complain.ts';
import { openDesk } from './open-desk.ts';

async function main(args: string[]): Promise<void> {
  const json = args.includes('--json') || npmTookJson(process.env);
  const { redis, keys, rules, close } = await openDesk();
  try {
    const deps = {
      store: createDocumentStore(redis, keys),
      rules,
      now: () => Date.now() as EpochMs,
    };
    console.log(
      await runSettings(
        deps,
        args.filter((arg) => arg !== '--json'),
        json,
      ),
    );
  } finally {
    await close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error);
}
