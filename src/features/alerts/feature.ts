import type { AlertAudience } from '../../outbox/sayings.ts';
import { alertAdmins, tellAdmin } from './alerts.ts';

/** Private messages to the administrators about new and returning clients. */
export const alerts = (audience: AlertAudience) => ({
  deliveries: { alertAdmins: alertAdmins(audience), tellAdmin: tellAdmin(audience) },
});
