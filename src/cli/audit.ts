import type { PlacedAudit } from '../store/audit.ts';
import { renderActor } from './actor.ts';

/** One line for people. */
export function renderAudit({ row: { at, actor, what, target, detail = {} } }: PlacedAudit): string {
  const fields = Object.entries(detail).map(([name, value]) => `${name}=${value}`);
  return [new Date(at).toISOString(), renderActor(actor), what, target, ...fields].join('  ');
}
