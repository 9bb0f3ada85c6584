/** npm run settings -- show|set|history|revert|archive|restore: the configuration that a running desk uses. */
import { runScript } from './run-script.ts';

await runScript('settings');
