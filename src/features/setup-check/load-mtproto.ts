import { SetupError } from '../../base/errors.ts';
import type * as Mtproto from './mtproto.ts';

/** The version in `package.json`, which a test compares. */
const INSTALL = 'npm install --no-save telegram@2.26.22';

/**
 * Loads the part of the check that needs GramJS. GramJS is an optional dependency, because one of its parts has the
 * licence GPL-3.0-or-later (`.github/LICENSES.md`). Loading takes half a second.
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
