/** npm run parked -- list|retry|drop: handles the parked entries and updates. */
import { runScript } from './run-script.ts';

await runScript('parked');
