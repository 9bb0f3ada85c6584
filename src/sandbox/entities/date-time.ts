import type { MessageEntity } from '@grammyjs/types';

type DateTime = MessageEntity.DateTimeMessageEntity;
type Format = DateTime['date_time_format'];

/** What a reader sees: nothing, relative, or the parts of a date (Bot API, date-time entity formatting). */
const FORMAT = /^(?:r|w?[dD]?[tT]?)$/;

export function isDateFormat(format: string): format is Format {
  return FORMAT.test(format);
}

/** Undefined for what is no moment or no format. */
export function dateTime(unix: string, format: string): Omit<DateTime, 'offset' | 'length'> | undefined {
  const time = Number(unix);
  if (!Number.isInteger(time) || time <= 0 || !isDateFormat(format)) return undefined;
  return { type: 'date_time', unix_time: time, date_time_format: format };
}
