import type { AuditActor } from '../store/audit.ts';

/** `agent:500`, `timer`. A dash stands for a person without an id. */
export const renderActor = (actor: AuditActor): string =>
  'id' in actor ? `${actor.kind}:${actor.id ?? '–'}` : actor.kind;
