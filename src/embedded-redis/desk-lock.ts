/**
 * One desk process per data folder.
 *
 * Claims are numbered files, `desk.lock.<n>`.
 * I1. A claim appears whole (linked from a finished draft) and each number is given once.
 * I2. The maker of the highest number holds the lock, but only after reading that the number is the highest.
 * I3. The highest claim is never removed, only superseded: a release rewrites the claim. So a claimant with an old
 *     list fails to link or finds a higher number, and two processes never hold at once.
 */
import { linkSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { isDiskFull } from './full-disk.ts';
import { identifyOurselves, isAlive, parseIdentity } from './process-identity.ts';
import { writeDraft } from './write-whole.ts';

const PREFIX = 'desk.lock.';

type DeskLock = { release(): void };

/**
 * A lock left by a dead process is taken over.
 * @param shownDir the folder as typed, for the message
 * @throws SetupError while the holding process lives
 */
export function acquireDeskLock(dir: string, shownDir: string): DeskLock {
  const draft = writeDraft(join(dir, 'desk'), JSON.stringify(identifyOurselves()));
  try {
    for (;;) {
      const newest = newestClaim(dir);
      refuseLivingHolder(dir, newest, shownDir);
      const mine = newest + 1;
      if (!linked(draft, claimPath(dir, mine))) continue; // I1
      if (newestClaim(dir) !== mine) {
        rmSync(claimPath(dir, mine), { force: true }); // I2
        continue;
      }
      for (const older of claims(dir)) if (older < mine) rmSync(claimPath(dir, older), { force: true });
      return { release: () => release(dir, mine) };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuseLivingHolder(dir: string, claim: number, shownDir: string): void {
  const holder = claim === 0 ? null : holderOf(claimPath(dir, claim));
  if (holder === null || !isAlive(holder)) return;
  throw new SetupError(
    `Another desk (pid ${holder.pid}) is using ${shownDir}. Stop it (kill ${holder.pid}), ` +
      'or run this one from another folder. Two processes of one desk share a Redis of yours: set REDIS_URL for both.',
  );
}

function release(dir: string, mine: number): void {
  if (newestClaim(dir) !== mine) return;
  try {
    renameSync(writeDraft(join(dir, 'desk'), 'released'), claimPath(dir, mine)); // I3
  } catch (error) {
    // The end of the process says the same.
    if (!isDiskFull(error)) throw error;
  }
}

function holderOf(path: string): ReturnType<typeof parseIdentity> {
  try {
    return parseIdentity(readFileSync(path, 'utf8'));
  } catch {
    return null; // Superseded between listing and reading: linking the next number decides.
  }
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function newestClaim(dir: string): number {
  return Math.max(0, ...claims(dir));
}

function claims(dir: string): number[] {
  return readdirSync(dir)
    .filter((name) => /^desk\.lock\.\d+$/.test(name))
    .map((name) => Number(name.slice(PREFIX.length)));
}

function claimPath(dir: string, claim: number): string {
  return join(dir, `${PREFIX}${claim}`);
}
