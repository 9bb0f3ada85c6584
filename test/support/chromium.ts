import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

const run = promisify(execFile);

/** An installation may be needed. */
const CHROMIUM_TIMEOUT_MS = 240_000;

const PACKAGE = 'chromium';
const INSTALL = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGE}`;

const ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A beeping microphone, for pages with permission.
  '--use-fake-device-for-media-stream',
];

/** A browser for all tests of a file. */
export function browserOfFile(): () => Browser {
  let browser: Browser | null = null;
  beforeAll(async () => {
    browser = await launchChromium();
  }, CHROMIUM_TIMEOUT_MS);
  afterAll(() => browser?.close());
  return () => {
    if (browser === null) throw new Error('The browser is there once the tests run');
    return browser;
  };
}

/**
 * Debian's Chromium with a fresh profile. Installs Chromium first, if missing and allowed.
 * @throws Error with the command to install Chromium
 */
async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium() ?? (await installChromium());
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

function findChromium(): string | undefined {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, PACKAGE)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installChromium(): Promise<string> {
  const lock = join(tmpdir(), 'balcao-chromium.lock');
  // Under a lock, so that two runs do not install at once.
  const install = [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'flock',
    lock,
    'sh',
    '-c',
    `command -v ${PACKAGE} || { ${INSTALL}; }`,
  ];
  const [command = '', ...rest] = process.getuid?.() === 0 ? install : ['sudo', '-n', ...install];
  const failure = await run(command, rest, { timeout: CHROMIUM_TIMEOUT_MS - 20_000 }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const found = findChromium();
  if (found !== undefined) return found;
  throw new Error(
    `The browser tests need Chromium, and it could not be installed. As root: ${INSTALL}`,
    failure === undefined ? {} : { cause: failure },
  );
}
