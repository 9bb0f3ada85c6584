import { auditStream, type PlacedAudit } from '../store/audit.ts';
import { renderActor } from './actor.ts';
import { streamCommand } from './show-stream.ts';

/** One line for people. */
export function renderAudit({ row: { at, actor, what, target, detail = {} } }: PlacedAudit): string {
  const fields = Object.entries(detail).map(([name, value]) => `${name}=${value}`);
  return [new Date(at).toISOString(), renderActor(actor), what, target, ...fields].join('  ');
}

export const auditCommand = streamCommand(
  'audit',
  'Prints the newest rows of the audit, and the rows that come.',
  auditStream,
  renderAudit,
);
