import type { Readable } from 'node:stream';
import type { ApiClientOptions } from 'grammy';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { type Proxies, proxyFor } from '../config/proxy.ts';
import { redactUrl, type Secret } from '../config/secret.ts';
import { isUnsent, ProxyError } from './proxy-error.ts';

type JsonFetch = NonNullable<ApiClientOptions['fetch']>;
type Post = { headers: Record<string, string>; body: string | Readable; signal: AbortSignal };

/** Keeps connections for some seconds. grammY limits the time of an answer. */
const LIMITS = { headersTimeout: 0, bodyTimeout: 0 };
const direct = new Agent(LIMITS);

/**
 * The part of `fetch` that grammY needs: JSON or the form of an upload there, JSON back. Errors are undici's and Node's own:
 * `code` says whether a connection was made. A proxy that refuses the call is a ProxyError.
 * @param proxies null: every address is called directly
 */
export function createJsonFetch(proxies: Proxies | null): JsonFetch {
  const agents = new Map<Secret, Dispatcher>();
  const through = (proxy: Secret): Dispatcher => {
    const agent = agents.get(proxy) ?? new ProxyAgent({ ...LIMITS, uri: proxy.reveal(), proxyTunnel: false });
    agents.set(proxy, agent);
    return agent;
  };
  const fetch = async (url: string, options: Post): Promise<{ json(): unknown }> => {
    const proxy = proxies === null ? null : proxyFor(url, proxies);
    if (proxy === null) return post(direct, url, options);
    try {
      return await post(through(proxy), url, options);
    } catch (error) {
      throw isUnsent(error) ? new ProxyError(redactUrl(proxy.reveal()), error) : error;
    }
  };
  return fetch;
}

const post = (
  agent: Dispatcher,
  url: string,
  { headers, body, signal }: Post,
): Promise<{ json(): unknown }> =>
  new Promise((resolve, reject) => {
    const path = url.indexOf('/', url.indexOf('//') + 2);
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
        origin: url.slice(0, path),
        path: url.slice(path),
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
