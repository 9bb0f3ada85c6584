import type { EpochMs } from '../../../machines/ids.ts';
import type { TicketRow } from '../../store/indexes.ts';

type Row = Pick<TicketRow, 'number' | 'priority' | 'turn' | 'waitingSince' | 'openedAt'>;

/** The clients who wait for the team: the most urgent first, then the longest waiting. */
export const waiting = <R extends Row>(rows: readonly R[]): R[] =>
  rows
    .filter(({ turn }) => turn === 'team')
    .toSorted((a, b) => b.priority - a.priority || waitsSince(a) - waitsSince(b) || a.number - b.number);

const waitsSince = ({ waitingSince, openedAt }: Row): number => waitingSince ?? openedAt ?? 0;

const MINUTE_MS = 60_000;

/** At most two units, as every language of the desk writes them: `40 min`, `2 h 5 min`, `3 d 4 h`. */
export function waitingTime(row: Row, now: EpochMs): string {
  const minutes = Math.max(0, Math.floor((now - waitsSince(row)) / MINUTE_MS));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const units = days > 0 ? [`${days} d`, `${hours} h`] : [`${hours} h`, `${minutes % 60} min`];
  const shown = units.filter((unit) => !unit.startsWith('0 '));
  return shown.length === 0 ? `0 ${days > 0 ? 'd' : 'min'}` : shown.join(' ');
}
