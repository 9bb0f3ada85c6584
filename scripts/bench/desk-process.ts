import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { searchPath } from '../../src/config/env.ts';
import { benchFolder } from './folder.ts';
import type { Telegram } from './telegram.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const loader = import.meta.resolve('tsx');

/** `npm start`, in a separate folder. */
export type DeskProcess = { child: ChildProcess; kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> };

/** @param settings variables besides the addresses of Telegram and Redis */
export function startDeskProcess(
  telegram: Telegram,
  socketPath: string,
  settings: Record<string, string> = {},
): DeskProcess {
  const folder = mkdtempSync(join(benchFolder(), 'desk-'));
  const child = spawn(process.execPath, ['--import', loader, program], {
    cwd: folder,
    env: {
      PATH: searchPath(process.env) ?? '',
      PORT: '0',
      BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url.replace(/\/$/, ''),
      CHANNEL_ID: String(telegram.channelId),
      REDIS_URL: socketPath,
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => rmSync(folder, { recursive: true, force: true }));
  return {
    child,
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
