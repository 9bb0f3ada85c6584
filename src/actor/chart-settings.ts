import type { ChartSettings } from '../../machines/client/setup.ts';
import type { DeskSettings } from '../../machines/desk/desk-settings.ts';
import type { BoardNumber } from '../../machines/ids.ts';

const MINUTE_MS = 60_000;
/** Earlier than every close: a closed ticket never continues. */
const NEVER_MS = -1;

/** @param boards the boards in service */
export function chartSettingsOf({ settings }: DeskSettings, boards: readonly BoardNumber[]): ChartSettings {
  const { reopenMinutes } = settings.value;
  return { reopenMs: reopenMinutes === 0 ? NEVER_MS : reopenMinutes * MINUTE_MS, boards };
}
