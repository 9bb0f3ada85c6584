type RunningSandbox = {
  url: string;
  token: string;
  botId: number;
  channelId: number;
  groupId: number;
};

const LIMIT_MS = 3000;

/** The sandbox of another process of this machine at the address; null: no sandbox answers. */
export async function findRunningSandbox(host: string, port: number): Promise<RunningSandbox | null> {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
  try {
    const response = await fetch(`${url}/console/state?last=1`, { signal: AbortSignal.timeout(LIMIT_MS) });
    return runningAt(url, await response.json());
  } catch {
    return null; // No server or another server listens there.
  }
}

function runningAt(url: string, state: unknown): RunningSandbox | null {
  const { bot, channelId, groupId } = (state ?? {}) as Record<string, unknown>;
  const { id, token } = (bot ?? {}) as Record<string, unknown>;
  if (typeof id !== 'number' || typeof channelId !== 'number' || typeof groupId !== 'number') return null;
  return typeof token === 'string' ? { url, token, botId: id, channelId, groupId } : null;
}
