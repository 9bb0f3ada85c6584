/** npm run check [-- --probe --json --session]: checks the set-up of bot, channel and group. */
import { runScript } from './run-script.ts';

await runScript('check');
// Exits at once: GramJS or Redis may still be closing a connection.
process.exit();
