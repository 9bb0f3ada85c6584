/** npm run check-indexes [-- --json]: compares the lists with the records and prints the first difference. */
import { runScript } from './run-script.ts';

await runScript('check-indexes');
