import { nowMs } from '../store.ts';
import { locale, t } from './language.ts';

const clock = (date: Date): string =>
  date.toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `seconds` since the epoch, as in the Bot API. */
export const hourOf = (seconds: number): string => clock(new Date(seconds * 1000));

export const secondOf = (ms: number): string =>
  new Date(ms).toLocaleTimeString(locale(), { hourCycle: 'h23' });

export const dayKey = (seconds: number): string => new Date(seconds * 1000).toDateString();

export function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  const today = new Date(nowMs());
  if (date.toDateString() === today.toDateString()) return t('today');
  today.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return t('yesterday');
  return date.toLocaleDateString(locale(), { day: 'numeric', month: 'long' });
}
