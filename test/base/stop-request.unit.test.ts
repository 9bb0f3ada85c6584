import { expect, test } from 'vitest';
import { createStopRequest } from '../../src/base/stop-request.ts';

function aRequest() {
  let nowMs = 5000;
  let insisted = 0;
  const request = createStopRequest({ monotonic: () => nowMs }, () => (insisted += 1));
  return { ...request, pass: (ms: number) => (nowMs += ms), insisted: () => insisted };
}

test('a stop that arrives several times within a second is one request', () => {
  const { ask, pass, insisted, signal } = aRequest();
  expect(signal.aborted).toBe(false);
  ask();
  pass(3);
  ask();
  pass(996);
  ask();
  expect(signal.aborted).toBe(true);
  expect(insisted()).toBe(0);
});

test('a person who asks again after a second does not want to wait', () => {
  const { ask, pass, insisted } = aRequest();
  ask();
  pass(1000);
  ask();
  expect(insisted()).toBe(1);
});
