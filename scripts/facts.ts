/** npm run facts -- [--follow] [--count N] [--json]: prints the newest facts of the desk, and those that come. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SetupError } from '../src/base/errors.ts';
import { renderFact, showFacts } from '../src/cli/facts.ts';
import { npmTookJson } from '../src/config/env.ts';
import { complain } from './complain.ts';
import { openDesk } from './open-desk.ts';

const USAGE = 'Usage: npm run facts -- [--follow] [--count N] [--json]';
const LOOK_MS = 250;

function options(args: string[]): { follow: boolean; count: number; json: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        follow: { type: 'boolean', default: false },
        count: { type: 'string', default: '50' },
        json: { type: 'boolean', default: false },
      },
    });
    const count = Number(values.count);
    if (!/^\d+$/.test(values.count)) throw new Error('--count takes a number');
    return { ...values, count, json: values.json || npmTookJson(process.env) };
  } catch (cause) {
    throw new SetupError(`${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`, { cause });
  }
}

async function main(args: string[]): Promise<void> {
  const { follow, count, json } = options(args);
  const { redis, keys, close } = await openDesk();
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  try {
    await showFacts({
      redis,
      keys,
      count,
      until: follow ? stopping.signal : null,
      wait: () => sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined),
      write: (placed) => console.log(json ? JSON.stringify(placed) : renderFact(placed)),
    });
  } finally {
    await close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error);
}
