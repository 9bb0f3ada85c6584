import { nowMs } from '../store.js';
import { locale, t } from './language.js';

const clock = (date) =>
  date.toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `seconds` since the epoch, as Telegram gives them. */
export const hourOf = (seconds) => clock(new Date(seconds * 1000));

export const secondOf = (ms) => new Date(ms).toLocaleTimeString(locale(), { hourCycle: 'h23' });

export const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

export function dayOf(seconds) {
  const date = new Date(seconds * 1000);
  const today = new Date(nowMs());
  if (date.toDateString() === today.toDateString()) return t('today');
  today.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return t('yesterday');
  return date.toLocaleDateString(locale(), { day: 'numeric', month: 'long' });
}
