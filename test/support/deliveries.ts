import type { Locale } from '../../machines/locales.ts';
import type { Fields, ReadSettings } from '../../machines/desk/fields.ts';
import { createTexts } from '../../src/i18n/texts.ts';
import { createFeatures, type OptionalFeature } from '../../src/desk/features.ts';
import { createDeliveryTable } from '../../src/outbox/delivery-table.ts';
import { UNASKED_SETUP } from './desk-options.ts';
import { createLogger } from '../../src/telemetry/logger.ts';

const unused = (): never => {
  throw new Error('A table has no ports');
};

/** Settings of features: the given values, otherwise the first values. */
export const settingsOf =
  (given: Readonly<Record<string, unknown>> = {}): ReadSettings =>
  <Value extends object>(fields: Fields<Value>) => {
    const names = Object.keys(fields) as (keyof Value & string)[];
    return Object.fromEntries(names.map((name) => [name, given[name] ?? fields[name].first])) as Value;
  };

/** The features of a whole desk, for tests that carry nothing out. */
export const deskFeatures = (without: ReadonlySet<OptionalFeature> = new Set()) =>
  createFeatures(
    {
      say: { audience: unused, unreachable: unused, mayHint: unused, botUsername: 'desk_bot' },
      thread: { confirmBoard: unused, threadsFail: unused },
      forget: unused,
      health: { refused: unused, delivered: unused, moved: unused },
      awake: {
        store: { awakeAt: unused, markAwake: unused },
        audience: unused,
        dispatch: Object.assign(unused, { between: unused, idle: unused }),
        clock: { now: unused, monotonic: unused, sleep: unused },
      },
      pauses: {
        audience: unused,
        dispatch: Object.assign(unused, { between: unused, idle: unused }),
        clock: { now: unused, monotonic: unused, sleep: unused },
        readiness: { block: unused, clear: unused },
      },
      setup: { api: UNASKED_SETUP, wanted: unused, unreachable: unused },
      log: createLogger({ level: 'silent', pretty: false }),
      settings: settingsOf(),
      flood: {
        dispatch: Object.assign(unused, { between: unused, idle: unused }),
        clock: { now: unused, monotonic: unused, sleep: unused },
        alertsAdmins: unused,
        log: createLogger({ level: 'silent', pretty: false }),
      },
    },
    without,
  );

const features = deskFeatures();
export const table = createDeliveryTable(features.deliveries);
export const { catalogues, rows } = features;

/** All texts of a whole desk. */
export const deskTexts = (locale: Locale, timeZone = 'UTC') =>
  createTexts({ locale: () => locale, timeZone: () => timeZone, catalogues });
