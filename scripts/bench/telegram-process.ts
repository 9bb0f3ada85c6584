/** The sandbox in a separate process. The parent commands the people: `telegram-process.ts <speed> <limits>`. */
import { setTimeout as delay } from 'node:timers/promises';
import { realClock } from '../../src/sandbox/world/clock.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import type { Load, Request } from './telegram.ts';
import { scaledNow } from './scaled-clock.ts';

const [speed = '1', limits = 'off'] = process.argv.slice(2);
const sandbox = await startSandbox({
  copyDelayMs: 5,
  limits: limits === 'telegram' ? 'telegram' : 'off',
  clock: {
    now: () => scaledNow(Number(speed)),
    setTimeout: (run, ms) => realClock.setTimeout(run, ms / Number(speed)),
  },
});

/** Time of writing of each text, in milliseconds since the epoch. */
const writtenAt = new Map<string, number>();

async function load({ writes, perSecond }: Load): Promise<void> {
  const startedAt = performance.now();
  for (const [index, { by, text, post }] of writes.entries()) {
    const due = perSecond === undefined ? 0 : startedAt + (index * 1000) / perSecond;
    if (due > performance.now()) await delay(due - performance.now());
    writtenAt.set(text, performance.timeOrigin + performance.now());
    if (post === undefined) sandbox.people.write(by, text);
    else sandbox.people.comment(by, post, text);
  }
}

/**
 * Milliseconds from the writing of a text to the call with the text. Only texts with the prefix, sent alone. */
function latencies(beginning: string): number[] {
  return sandbox.calls.flatMap(({ method, ok, params, at }) => {
    const text = String(params['text']);
    const written = text.startsWith(beginning) ? writtenAt.get(text) : undefined;
    // The clock of the sandbox may be faster. The start of the scale is known.
    return method !== 'sendMessage' || !ok || written === undefined
      ? []
      : [at / Number(speed) - base - written];
  });
}

/** Converts a time of the scaled clock to real time. */
const base = scaledNow(Number(speed)) / Number(speed) - Date.now();

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const told = {
  load,
  latencies,
  cpuSeconds,
  pending: () => sandbox.pending(),
  calls: () => sandbox.calls.map(briefly),
};

const briefly = ({ method, ok, at, chatId, error, params }: (typeof sandbox.calls)[number]) => ({
  method,
  ok,
  at,
  chat: chatId ?? null,
  code: error?.error_code ?? null,
  text: typeof params['text'] === 'string' ? params['text'] : null,
});

const targets: Record<string, object> = { people: sandbox.people, views: sandbox.views, told };

process.on('message', ({ id, target, name, args }: Request) => {
  const act = (targets[target] as Record<string, (...args: unknown[]) => unknown>)[name];
  Promise.resolve(act?.(...args)).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

const { url, token, channelId, groupId } = sandbox;
process.send?.({ url, token, channelId, groupId });
