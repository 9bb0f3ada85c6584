import {
  changeDocument,
  type DocumentChange,
  type DocumentEvent,
} from '../../machines/desk/change-document.ts';
import { readDesk } from '../../machines/desk/desk-settings.ts';
import type { DocumentAuthor } from '../../machines/desk/document.ts';
import type { DocumentRules } from '../../machines/desk/document-rules.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import { ConflictError } from '../base/errors.ts';
import type { DocumentStore } from './documents.ts';

/** Attempts until a change is given up because of other changes. */
const MOST_ATTEMPTS = 20;

/**
 * Decides on a change and stores the new version. If another change came first, reads and decides again.
 * @param beside writes that belong to the change
 * @throws ConflictError when other changes come first again and again
 */
export async function storeChange(
  { store, rules }: { store: DocumentStore; rules: DocumentRules },
  event: DocumentEvent,
  by: { author: DocumentAuthor; at: EpochMs },
  beside: readonly Write[] = [],
): Promise<DocumentChange> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const stored = await store.readAll();
    const change = changeDocument(readDesk(stored, rules, null), rules, event, by);
    if (change.outcome !== 'changed') return change;
    if ((await store.write(change.document, change.before, stored.version, beside)) !== null) return change;
  }
  throw new ConflictError(`Other changes of the settings came first ${MOST_ATTEMPTS} times; try again.`);
}
