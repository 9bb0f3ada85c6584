/** npm run bench [name …]: the numbers of src/BENCHMARKS.md. */
import { benchBudget } from './bench/budget.ts';
import { benchBulk } from './bench/bulk.ts';
import { benchCalendar } from './bench/calendar.ts';
import { benchCalls } from './bench/calls.ts';
import { benchCopies } from './bench/copies.ts';
import { benchCrash } from './bench/crash.ts';
import { benchInline } from './bench/inline.ts';
import { benchLatency } from './bench/latency.ts';
import { benchMemory } from './bench/memory.ts';
import { benchPage } from './bench/page.ts';
import { benchSandbox } from './bench/sandbox.ts';
import { benchScale } from './bench/scale.ts';
import { benchStandby } from './bench/standby.ts';
import { benchThroughput } from './bench/throughput.ts';

const benches = new Map([
  ['calls', benchCalls],
  ['budget', benchBudget],
  ['calendar', benchCalendar],
  ['page', benchPage],
  ['inline', benchInline],
  ['copies', benchCopies],
  ['throughput', benchThroughput],
  ['latency', benchLatency],
  ['bulk', benchBulk],
  ['memory', () => benchMemory().then(benchScale)],
  ['sandbox', benchSandbox],
  ['crash', benchCrash],
  ['standby', benchStandby],
]);

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !benches.has(name));
if (unknown === undefined) {
  for (const [name, bench] of benches) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`— ${name}`);
    await bench();
  }
} else {
  console.error(`There is no benchmark "${unknown}". Choose from: ${[...benches.keys()].join(', ')}`);
  process.exitCode = 1;
}
