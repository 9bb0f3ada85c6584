import type { Locale } from '../../machines/locales.ts';
import { firstDesk } from '../../machines/desk/first-desk.ts';
import type { Fields, ReadSettings } from '../../machines/desk/fields.ts';
import { createTexts } from '../../src/i18n/texts.ts';
import type { CannedPorts } from '../../src/features/canned-answers/ports.ts';
import { createFeatures, featureTexts, type OptionalFeature } from '../../src/desk/features.ts';
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

/** Stores of a desk without canned answers. */
export const CANNED: CannedPorts['stores'] = {
  canned: { used: unused, countWrite: unused, awaited: unused, awaitWrite: unused, awaitedWrite: unused },
  documents: { now: () => firstDesk, change: unused },
};

const PT = createTexts({ locale: () => 'pt-BR', timeZone: () => 'UTC', catalogues: featureTexts });

/** The features of a whole desk, for tests that carry nothing out. */
export const deskFeatures = (without: ReadonlySet<OptionalFeature> = new Set()) =>
  createFeatures(
    {
      team: {
        audience: unused,
        memberships: unused,
        alertsAdmins: unused,
        unreachable: unused,
        setReachable: unused,
        hintOnce: unused,
      },
      health: {
        refused: unused,
        delivered: unused,
        moved: unused,
        confirmBoard: unused,
        threadsFail: unused,
      },
      stores: {
        ...CANNED,
        intake: { awakeAt: unused, markAwake: unused },
        forget: unused,
        lists: { open: unused, clientOfTicket: unused, candidates: unused },
        clients: { load: unused },
      },
      runtime: {
        texts: PT,
        clock: { now: unused, monotonic: unused, sleep: unused },
        dispatch: Object.assign(unused, { between: unused, idle: unused }),
        readiness: { block: unused, clear: unused },
        log: createLogger({ level: 'silent', pretty: false }),
      },
      setup: { api: UNASKED_SETUP, wanted: unused, botUsername: 'desk_bot' },
      settings: settingsOf(),
    },
    without,
  );

const features = deskFeatures();
export const table = createDeliveryTable(features.deliveries);
export const { rows } = features;
export const catalogues = featureTexts;

/** All texts of a whole desk. */
export const deskTexts = (locale: Locale, timeZone = 'UTC') =>
  createTexts({ locale: () => locale, timeZone: () => timeZone, catalogues });
