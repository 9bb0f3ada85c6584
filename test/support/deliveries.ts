import { createFeatures } from '../../src/desk/features.ts';
import { createDeliveryTable } from '../../src/outbox/delivery-table.ts';
import { createLogger } from '../../src/telemetry/logger.ts';

const unused = (): never => {
  throw new Error('A table has no ports');
};

/** The rows of a whole desk, for tests that carry nothing out. */
export const table = createDeliveryTable(
  createFeatures({
    alerts: { audience: unused, unreachable: unused },
    thread: { confirmChannel: unused, threadsFail: unused },
    clock: { now: unused },
    flood: {
      dispatch: Object.assign(unused, { between: unused, idle: unused }),
      clock: { now: unused, monotonic: unused, sleep: unused },
      perMinute: 0,
      log: createLogger({ level: 'silent', pretty: false }),
    },
  }).deliveries,
);
