import type { UserId } from '../../machines/ids.ts';
import type { ClientRecord } from '../actor/record.ts';

/** A record of an open ticket is about 1 KB. */
const KEPT = 1000;

/**
 * The records that this process committed last.
 *
 * I1 A kept record may be out of date. A commit of a decision on the record is then a conflict, so nothing is lost.
 * I2 A lost connection forgets all records: a Redis that fails over may have lost the newest commits, and then give
 *    the same version to another record.
 */
export class RecentRecords {
  readonly #records = new Map<UserId, ClientRecord>();
  readonly #losses: () => number;
  #lossesSeen = 0;

  /** @param losses number of times that the connection to Redis was lost */
  constructor(losses: () => number) {
    this.#losses = losses;
  }

  of(client: UserId): ClientRecord | null {
    const losses = this.#losses();
    if (losses !== this.#lossesSeen) this.#records.clear();
    this.#lossesSeen = losses;
    return this.#records.get(client) ?? null;
  }

  keep(record: ClientRecord): void {
    this.forget(record.id);
    this.#records.set(record.id, record);
    const [oldest] = this.#records.size > KEPT ? this.#records.keys() : [];
    if (oldest !== undefined) this.#records.delete(oldest);
  }

  forget(client: UserId): void {
    this.#records.delete(client);
  }
}
