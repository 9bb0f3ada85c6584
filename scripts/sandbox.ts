/** npm run sandbox [-- --port N --data FILE]: the local Telegram alone. */
import { parseArgs } from 'node:util';
import { startSandbox } from '../src/sandbox/start.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });
const port = Number(values.port ?? 0);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port ${values.port}: a number from 0 to 65535 is expected.`);
  process.exit(1);
}

const sandbox = await startSandbox({
  seed: true,
  port,
  ...(values.data === undefined ? {} : { dataFile: values.data }),
});
console.log(`Console   ${sandbox.url}/`);
console.log(`Token     ${sandbox.token}`);
console.log(`Channel   ${sandbox.channelId}`);
console.log(`Group     ${sandbox.groupId}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
