/** npm run erase <clientId> [-- --yes]: erases a client. Without --yes the command only shows what will go. */
import { runScript } from './run-script.ts';

await runScript('erase');
