import { packed, readable } from '../../machines/client/snapshot.ts';
import type { ClientId } from '../../machines/ids.ts';
import { type ClientRecord, newRecord } from '../actor/record.ts';

type Stored = Pick<ClientRecord, 'at'> & Partial<ClientRecord> & { state: { v: number } };

/** Without the id and the version, which stand beside the record, and without fields that have the first value. */
export function encodeRecord({ state, profile, shown, timers, at }: ClientRecord): string {
  return JSON.stringify({
    state: packed(state),
    profile: {
      ...profile,
      lastName: profile.lastName ?? undefined,
      username: profile.username ?? undefined,
    },
    shown: shown ?? undefined,
    timers: isEmpty(timers) ? undefined : timers,
    at,
  });
}

/** @throws Error when another version of the program wrote the state */
export function decodeRecord(id: ClientId, version: number, text: string): ClientRecord {
  const stored = JSON.parse(text) as Stored;
  const first = newRecord(id, stored.at);
  return {
    ...first,
    ...stored,
    version,
    state: readable(stored.state),
    profile: { ...first.profile, ...stored.profile },
  };
}

function isEmpty(object: object): boolean {
  for (const _name in object) return false;
  return true;
}
