import type { Person } from '../../../machines/desk/may.ts';
import type { UserId } from '../../../machines/ids.ts';
import type { Clock } from '../../base/clock.ts';
import type { Texts } from '../../i18n/texts.ts';
import { type Memberships, personOf } from '../../router/person.ts';
import type { CannedStore } from '../../store/canned.ts';
import type { CurrentSettings } from '../../store/current-settings.ts';

/** The parts of the desk that canned answers need. */
export type CannedPorts = Memberships & {
  stores: { canned: CannedStore; documents: Pick<CurrentSettings, 'now' | 'change'> };
  runtime: { clock: Pick<Clock, 'now'>; texts: Texts };
  setup: { botUsername: string };
};

/** The same parts, for the files of the feature. */
export type CannedParts = {
  /** The documents in the memory of the process. */
  now: CurrentSettings['now'];
  change: CurrentSettings['change'];
  store: CannedStore;
  /** Null: an outsider, at this moment. @throws TelegramError when a membership cannot be learned */
  personOf(user: UserId): Promise<Person | null>;
  botUsername: string;
  texts: Texts;
  clock: Pick<Clock, 'now'>;
};

export const partsOf = ({ team, stores, runtime, setup }: CannedPorts): CannedParts => ({
  now: () => stores.documents.now(),
  change: (event, by) => stores.documents.change(event, by),
  store: stores.canned,
  personOf: (user) => personOf(user, { team }),
  botUsername: setup.botUsername,
  texts: runtime.texts,
  clock: runtime.clock,
});
