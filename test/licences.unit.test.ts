import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Installed, licenceFaults } from './support/licence-rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as unknown;

/** The licence in the lock file, or else in the older form of the package's own description. */
function licenceOf(path: string, inLock: string | undefined): string {
  const file = join(path, 'package.json');
  if (inLock !== undefined || !existsSync(join(root, file))) return inLock ?? 'unknown';
  const { licenses = [] } = read(file) as { licenses?: { type: string }[] };
  return licenses.map(({ type }) => type).join(' OR ') || 'unknown';
}

type Locked = { license?: string; dev?: boolean; optional?: boolean; hasInstallScript?: boolean };
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const installed: Installed[] = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, { license, dev, optional }]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    licence: licenceOf(path, license),
    use: dev === true ? 'development' : optional === true ? 'optional' : 'required',
  }));

test('the licences of everything installed are compatible with the one of this program', () => {
  expect(installed.length).toBeGreaterThan(100);
  expect(licenceFaults(installed)).toEqual([]);
});

test('GramJS, with its part under the GPL, is optional', () => {
  const parts = installed.filter(({ name }) => ['telegram', '@cryptography/aes'].includes(name));
  expect(parts.map(({ use }) => use)).toEqual(['optional', 'optional']);
  expect(readFileSync(join(root, '.github/LICENSES.md'), 'utf8')).toContain('@cryptography/aes');
});

test('npm is told about every install script, and so prints no warning', () => {
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace('node_modules/', ''));
  expect(Object.keys(allowScripts)).toEqual(expect.arrayContaining(scripted));
  expect(Object.values(allowScripts)).not.toContain(true);
});

describe('a planted violation is found:', () => {
  const fault = (one: Partial<Installed>) =>
    licenceFaults([{ name: 'a', licence: 'MIT', use: 'required', ...one }]).filter((text) =>
      text.startsWith('a '),
    );

  test.each<Partial<Installed>>([
    { licence: 'GPL-3.0-or-later' },
    { licence: 'unknown' },
    { licence: 'MPL-2.0' },
    { licence: 'GPL-3.0-or-later', use: 'optional' },
    { licence: 'AGPL-3.0', use: 'development' },
    { licence: 'MIT AND GPL-3.0' },
  ])('%o', (one) => {
    expect(fault(one)).toHaveLength(1);
  });

  test.each<Partial<Installed>>([
    { licence: 'MIT' },
    { licence: 'GPL-2.0 OR MIT' },
    { licence: '(MIT AND Zlib)' },
    { licence: 'MPL-2.0', use: 'development' },
  ])('but %o is right', (one) => {
    expect(fault(one)).toEqual([]);
  });

  test('an exception that is required, or that nothing needs any more', () => {
    const aes = { name: '@cryptography/aes', licence: 'GPL-3.0-or-later' };
    expect(licenceFaults([{ ...aes, use: 'optional' }])).toEqual([]);
    expect(licenceFaults([{ ...aes, use: 'required' }])).toHaveLength(1);
    expect(licenceFaults([])).toHaveLength(1);
  });
});
