/** npm run facts -- [--follow] [--count N] [--json]: prints the newest facts of the desk, and those that come. */
import { runScript } from './run-script.ts';

await runScript('facts');
