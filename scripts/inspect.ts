/** npm run inspect <clientId> [--json]: prints the state of a client. */
import { runScript } from './run-script.ts';

await runScript('inspect');
