import { ApiError } from './api-error.ts';
import { findMethod } from './methods/table.ts';
import type { BotApi } from './serve-bot-api.ts';

/** A call that came with a webhook's answer. Only the log knows the result. */
export async function carryOut(
  { world, limits, inFlight, polls, log }: BotApi,
  botId: number,
  name: string,
  args: Record<string, unknown>,
): Promise<void> {
  const method = findMethod(name);
  if (method === undefined) return;
  const at = world.clock.now();
  const sending = inFlight.open(botId);
  const note = (outcome: { ok: true; result: unknown } | { ok: false; error: Refusal }): void =>
    log.add({
      at,
      method: method.name,
      params: args,
      files: [],
      durationMs: world.clock.now() - at,
      ...outcome,
    });
  try {
    const call = {
      world,
      botId,
      args,
      uploads: new Map(),
      limits,
      sending,
      polls,
      describe: () => undefined,
      onHangUp: () => undefined,
    };
    note({ ok: true, result: await world.docs.act(() => method.run(call)) });
  } catch (error) {
    const { code, message } = error instanceof ApiError ? error : new ApiError(500, String(error));
    note({ ok: false, error: { error_code: code, description: message } });
  } finally {
    sending.end();
  }
}

type Refusal = { error_code: number; description: string };
