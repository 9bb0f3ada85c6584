import type { ApiClientOptions } from 'grammy';
import { Agent, type Dispatcher } from 'undici';

type Post = { headers: Record<string, string>; body: string; signal: AbortSignal };

/** Keeps connections for some seconds. How long an answer may take is grammY's to say. */
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

/**
 * The part of `fetch` that grammY needs where nothing is uploaded: JSON there, JSON back. Errors are undici's and
 * Node's own, whose `code` says whether a connection was made.
 */
const post = (url: string, { headers, body, signal }: Post): Promise<{ json(): unknown }> =>
  new Promise((resolve, reject) => {
    const { origin, pathname } = new URL(url);
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | null = null;
    // The signal is grammY's, made for this call.
    signal.addEventListener('abort', () => {
      const error = aborted();
      controller?.abort(error);
      reject(error);
    });
    agent.dispatch(
      {
        origin,
        path: pathname,
        method: 'POST',
        headers: { 'content-type': headers['content-type'] ?? 'application/json' },
        body,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (signal.aborted) started.abort(aborted());
        },
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve({ json: () => JSON.parse(Buffer.concat(chunks).toString()) as unknown }),
        onResponseError: (_, error) => reject(error),
      },
    );
  });

const aborted = (): Error => new Error('The call was aborted');

export const jsonFetch = post as unknown as NonNullable<ApiClientOptions['fetch']>;
