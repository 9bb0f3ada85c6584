import type { ReadSettings } from '../../../machines/desk/fields.ts';
import { alertAdmins } from './alerts.ts';
import { alertSettings } from './settings.ts';
import { texts } from './texts.ts';

/** Private messages to the administrators about new and returning clients. */
export const alerts = {
  settings: alertSettings,
  deliveries: ({ settings }: { settings: ReadSettings }) => ({
    alertAdmins: alertAdmins(() => settings(alertSettings).notifyAdmins),
  }),
  texts,
};
