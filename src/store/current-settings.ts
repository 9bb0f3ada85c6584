import type { DocumentChange, DocumentEvent } from '../../machines/desk/change-document.ts';
import { type DamagedDocument, type DeskSettings, readDesk } from '../../machines/desk/desk-settings.ts';
import { type DocumentAuthor, nameOf } from '../../machines/desk/document.ts';
import type { DocumentRules } from '../../machines/desk/document-rules.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { SetupError } from '../base/errors.ts';
import { storeChange } from './change-document.ts';
import type { DocumentStore } from './documents.ts';

/**
 * The configuration in the memory of a process.
 *
 * S1 A commit is guarded by `now().version`. A commit that was decided with an older version is refused, and the
 *    process calls `refresh` before the next decision. Hints only make the refusal rare.
 * S2 A damaged document ends a start. A running desk keeps the last good value and reports the damage.
 * S3 After `change` resolves, `now()` has the change.
 */
export type CurrentSettings = {
  now(): DeskSettings;
  /** Reads what changed until the call. Calls side by side share a reading. */
  refresh(): Promise<DeskSettings>;
  /** Refreshes in the background, when a message on the channel `keys.settingsVersion` announces a change. */
  hinted(): void;
  change(event: DocumentEvent, by: { author: DocumentAuthor; at: EpochMs }): Promise<DocumentChange>;
};

type Deps = {
  store: DocumentStore;
  rules: DocumentRules;
  /** Called once for each version of the settings in which documents are damaged. */
  onDamaged(report: string): void;
  /** Called at the start and after each change, before `now()` is used. */
  onRead?(desk: DeskSettings): Promise<void>;
  /** Called after each change, once `now()` has the change. */
  onChanged?(): void;
  /** A refresh in the background failed. */
  onFailed(error: unknown): void;
};

/** @throws SetupError that names every damaged document, and the fix */
export async function createCurrentSettings(deps: Deps): Promise<CurrentSettings> {
  const { store, rules } = deps;
  const start = readDesk(await store.readAll(), rules, null);
  if (start.damaged.length > 0) throw new SetupError(reportDamage(start.damaged));

  let current = start.desk;
  await deps.onRead?.(current);
  let reading: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  async function read(): Promise<void> {
    next = null;
    if ((await store.version()) === current.version) return;
    const { desk, damaged } = readDesk(await store.readAll(), rules, current);
    await deps.onRead?.(desk);
    current = desk;
    if (damaged.length > 0) deps.onDamaged(reportDamage(damaged));
    deps.onChanged?.();
  }

  async function refresh(): Promise<DeskSettings> {
    // A reading that began before this call may have missed the change.
    if (next === null) {
      next = reading.then(read);
      reading = next.catch(() => undefined);
    }
    await next;
    return current;
  }

  return {
    now: () => current,
    refresh,
    hinted() {
      refresh().catch(deps.onFailed);
    },
    async change(event, by) {
      const change = await storeChange({ store, rules }, event, by);
      await refresh();
      return change;
    },
  };
}

/** One line for each problem of a damaged document, with the fix. */
export function reportDamage(damaged: readonly DamagedDocument[]): string {
  const lines = damaged.flatMap((document) =>
    document.problems.map(({ path, problem, fix }) => {
      const where = path === '' ? nameOf(document) : `${nameOf(document)}, ${path}`;
      return `The stored settings are damaged (${where}): ${problem} ${fix}`;
    }),
  );
  return [...lines, 'To go back to an earlier version: npm run settings -- history, then revert.'].join('\n');
}
