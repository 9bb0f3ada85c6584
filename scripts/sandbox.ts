/** npm run sandbox [-- --port N --host ADDRESS --expose --data FILE --limits --copy-delay MS --server cloud]: the local Telegram alone. */
import { parseArgs } from 'node:util';
import { systemClock } from '../src/base/clock.ts';
import { createStopRequest } from '../src/base/stop-request.ts';
import { exposureWarning, isLoopback, whyNotExposed } from '../src/sandbox/control/exposure.ts';
import { startSandbox } from '../src/sandbox/start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    expose: { type: 'boolean', default: false },
    data: { type: 'string' },
    limits: { type: 'boolean', default: false },
    'copy-delay': { type: 'string', default: '3500' },
    server: { type: 'string', default: 'local' },
  },
});

function numberUpTo(name: 'port' | 'copy-delay', highest: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0 && number <= highest) return number;
  console.error(`--${name} ${values[name]}: a whole number from 0 to ${highest} is expected.`);
  process.exit(1);
}

function kindOfServer(): 'local' | 'cloud' {
  if (values.server === 'local' || values.server === 'cloud') return values.server;
  console.error(`--server ${values.server}: local or cloud is expected.`);
  process.exit(1);
}

if (!isLoopback(values.host)) {
  if (!values.expose) {
    console.error(whyNotExposed(values.host, '--expose'));
    process.exit(1);
  }
  console.error(exposureWarning(values.host));
}

// Before the first line is printed: a reader of the line may stop the program at once.
const { ask, signal } = createStopRequest(systemClock, () => process.exit(1));
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask);

const sandbox = await startSandbox({
  seed: true,
  host: values.host,
  expose: values.expose,
  port: numberUpTo('port', 65_535),
  copyDelayMs: numberUpTo('copy-delay', 3_600_000),
  server: kindOfServer(),
  limits: values.limits ? 'telegram' : 'off',
  ...(values.data === undefined ? {} : { dataFile: values.data }),
});
console.log(`Console   ${sandbox.url}/`);
console.log(`Token     ${sandbox.token}`);
console.log(`Channel   ${sandbox.channelId}`);
console.log(`Group     ${sandbox.groupId}`);

const end = () => void sandbox.close().then(() => process.exit(0));
if (signal.aborted) end();
else signal.addEventListener('abort', end);
