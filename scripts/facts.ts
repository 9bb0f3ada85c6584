/** npm run facts -- [--follow] [--count N] [--json]: prints the newest facts of the desk, and those that come. */
import { renderFact } from '../src/cli/facts.ts';
import { factStream } from '../src/store/facts.ts';
import { showRows } from './show-stream.ts';

await showRows('facts', factStream, renderFact);
