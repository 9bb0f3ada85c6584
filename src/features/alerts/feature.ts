import { alertAdmins } from './alerts.ts';
import { texts } from './texts.ts';

/** Private messages to the administrators about new and returning clients. */
export const alerts = { deliveries: { alertAdmins }, texts };
