import type { Observer } from '../../../src/sandbox/start.ts';
import { problemsOfRequest, problemsOfResult, problemsOfUpdate } from './check-value.ts';

/** Watches a sandbox: all traffic must fit the pinned types of the Bot API. */
type Inspector = {
  observer: Observer;
  /** Throws what was wrong, once. */
  verify(): void;
};

const SHOWN = 10;

/** Without `requests`: a test may send wrong requests on purpose. */
export function createInspector({ requests }: { requests: boolean }): Inspector {
  let wrong: string[] = [];
  return {
    observer: {
      call({ method, params, files, ok, result }) {
        if (requests) wrong.push(...problemsOfRequest(method, params, files));
        // Updates were looked at when they were made.
        if (ok && method !== 'getUpdates') wrong.push(...problemsOfResult(method, result));
      },
      update: (update) => void wrong.push(...problemsOfUpdate(update)),
    },
    verify() {
      const found = [...new Set(wrong)];
      wrong = [];
      if (found.length === 0) return;
      const more = found.length > SHOWN ? `\n… and ${found.length - SHOWN} more` : '';
      throw new Error(`This is not Bot API 10.3:\n${found.slice(0, SHOWN).join('\n')}${more}`);
    },
  };
}
