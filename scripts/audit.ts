/** npm run audit -- [--follow] [--count N] [--json]: prints the newest rows of the audit, and those that come. */
import { runScript } from './run-script.ts';

await runScript('audit');
