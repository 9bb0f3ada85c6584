import type { Sandbox } from '../../../src/sandbox/start.ts';

/** A call of a bot. @throws with the refusal's text */
export async function call(
  sandbox: Sandbox,
  method: string,
  params: Record<string, unknown>,
): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/bot${sandbox.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const answer = (await response.json()) as { ok: boolean; result: unknown; description: string };
  if (!answer.ok) throw new Error(answer.description);
  return answer.result;
}

type Query = { id: string; chat_type?: string; offset?: string; from?: { id: number }; data?: string };
type Kind = 'inline_query' | 'callback_query' | 'chat_join_request';
type Update = { update_id: number } & { [Name in Kind]?: Query };

/** The next update of this kind. The bot handles no other update. */
export async function nextOf(sandbox: Sandbox, kind: Kind): Promise<Query> {
  for (let offset = 0; ; ) {
    const updates = (await call(sandbox, 'getUpdates', { offset, timeout: 10 })) as Update[];
    for (const update of updates) {
      offset = update.update_id + 1;
      const found = update[kind];
      if (found === undefined) continue;
      await call(sandbox, 'getUpdates', { offset });
      return found;
    }
  }
}
