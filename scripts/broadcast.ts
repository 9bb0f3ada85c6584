/** npm run broadcast -- --name … --to … --text …: sends a text to many clients, beside the conversations. */
import { runScript } from './run-script.ts';

await runScript('broadcast');
