/** A sandbox in a process of its own, to be killed: `tsx sandbox-process.ts <data file>`. */
import { startSandbox } from '../../src/sandbox/start.ts';

const sandbox = await startSandbox({ dataFile: process.argv[2] ?? '', copyDelayMs: 1000 });
process.stdout.write(`${JSON.stringify({ url: sandbox.url, token: sandbox.token })}\n`);
