import { SetupError } from '../../base/errors.ts';
import type * as Mtproto from './mtproto.ts';

/** The version in `package.json`. A test compares the two. */
const INSTALL = 'npm install --no-save telegram@2.26.22';

/**
 * Loads the part of the check with GramJS, in half a second. GramJS is an optional dependency: a part of GramJS has
 * the licence GPL-3.0-or-later (`.github/LICENSES.md`).
 * @throws SetupError if GramJS is not installed
 */
export async function loadMtproto(): Promise<typeof Mtproto> {
  try {
    return await import('./mtproto.ts');
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw new SetupError(`GramJS is not installed. Install GramJS: ${INSTALL}`, { cause: error });
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes("'telegram'");
