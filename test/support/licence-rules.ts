export type Installed = { name: string; licence: string; use: 'required' | 'optional' | 'development' };

/** Licences without conditions for the using program. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
  'Zlib',
]);

/** Licences with conditions for changed files only. No such package is part of the running program. */
const ALLOWED_IN_DEVELOPMENT = new Set([...ALLOWED, 'MPL-2.0']);

/** Optional packages under another licence, each named in `.github/LICENSES.md`. */
const OPTIONAL_EXCEPTIONS: Readonly<Record<string, string>> = { '@cryptography/aes': 'GPL-3.0-or-later' };

export function licenceFaults(installed: readonly Installed[]): string[] {
  const faults = installed
    .filter((one) => !isAllowed(one) && !isException(one))
    .map(({ name, licence, use }) => `${name} is ${use} and has the licence ${licence}`);
  const unused = Object.keys(OPTIONAL_EXCEPTIONS)
    .filter((name) => installed.every((one) => one.name !== name))
    .map((name) => `${name} is an exception that no package needs: delete the exception`);
  return [...faults, ...unused];
}

/** `OR` leaves a choice; `AND` does not. */
function isAllowed({ licence, use }: Installed): boolean {
  const allowed = use === 'development' ? ALLOWED_IN_DEVELOPMENT : ALLOWED;
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => allowed.has(part)));
}

const isException = ({ name, licence, use }: Installed): boolean =>
  use === 'optional' && OPTIONAL_EXCEPTIONS[name] === licence;
