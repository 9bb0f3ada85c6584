import { expect, test } from 'vitest';
import { holderLog } from '../../src/leader/leader-log.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { drivenClock } from '../support/driven-clock.ts';

test('a Redis that refuses the lease every few seconds is told of once a minute, with what to do', async () => {
  const clock = drivenClock();
  const lines: string[] = [];
  const log = createLogger({ level: 'info', pretty: false }, { write: (line: string) => lines.push(line) });
  const reasons: string[] = [];
  const on = holderLog(log, clock, { block: (_, reason) => reasons.push(reason) });
  const full = Object.assign(new Error("OOM command not allowed when used memory > 'maxmemory'."), {
    name: 'ReplyError',
  });
  for (let second = 0; second < 120; second += 5) {
    on.troubled(full);
    await clock.advance(5000);
  }
  expect(new Set(reasons)).toEqual(
    new Set(['Redis is full. Raise its maxmemory, or give its machine more.']),
  );
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told).toHaveLength(2);
  expect(told[0]).toMatchObject({
    event: 'lease.troubled',
    reason: expect.stringMatching(/memory/) as string,
  });
  expect(lines.join('')).not.toContain('stack');
});

test('of a mistake of ours the stack is told', () => {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', pretty: false }, { write: (line: string) => lines.push(line) });
  holderLog(log, drivenClock(), { block() {} }).troubled(new TypeError('renew is no function'));
  expect(lines.join('')).toContain('stack');
});
