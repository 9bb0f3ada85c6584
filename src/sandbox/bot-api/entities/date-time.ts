import type { MessageEntity } from '@grammyjs/types';

type DateTime = MessageEntity.DateTimeMessageEntity;
type Format = DateTime['date_time_format'];

/**
 * The view of a reader: nothing, relative, or the parts of a date (Bot API, date-time entity formatting). Letters
 * come in any order, and the short form of a part wins (TDLib). Undefined: no format.
 */
export function dateFormat(format: string): Format | undefined {
  if (format === 'r') return format;
  if (!/^[wdDtT]*$/.test(format)) return undefined;
  const first = (letters: string): string =>
    letters.split('').find((letter) => format.includes(letter)) ?? '';
  return (first('w') + first('dD') + first('tT')) as Format;
}

/** Undefined for what is no moment or no format. */
export function dateTime(unix: string, format: string): Omit<DateTime, 'offset' | 'length'> | undefined {
  const time = Number(unix);
  const known = dateFormat(format);
  if (!Number.isInteger(time) || time <= 0 || known === undefined) return undefined;
  return { type: 'date_time', unix_time: time, date_time_format: known };
}
