/** npm run audit -- [--follow] [--count N] [--json]: prints the newest rows of the audit, and those that come. */
import { renderAudit } from '../src/cli/audit.ts';
import { auditStream } from '../src/store/audit.ts';
import { showRows } from './show-stream.ts';

await showRows('audit', auditStream, renderAudit);
