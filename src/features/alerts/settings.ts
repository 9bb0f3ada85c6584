import { type Fields, yesOrNo } from '../../../machines/desk/fields.ts';

/** Alerts to the administrators of the channel, in private: a client arrives, returns, or floods. */
export const alertSettings: Fields<{ notifyAdmins: boolean }> = { notifyAdmins: yesOrNo(true) };
