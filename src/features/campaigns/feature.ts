import { createBulkGate } from './bulk-gate.ts';
import { broadcast } from './deliver.ts';

/** Messages to many clients, which leave beside the conversations. */
export const campaigns = { deliveries: { broadcast }, bulkGate: createBulkGate };
