/** npm run boards -- list|add|remove: the boards of the desk, a channel with its discussion group each. */
import { runScript } from './run-script.ts';

await runScript('boards');
