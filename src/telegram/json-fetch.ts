import { type Agent, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { ApiClientOptions } from 'grammy';

type Post = { headers: Record<string, string>; body: string; agent: Agent; signal: AbortSignal };

/**
 * The part of `fetch` that grammY needs where nothing is uploaded: JSON there, JSON back. Errors are Node's own, whose
 * `code` says whether a connection was made.
 */
const post = (url: string, { headers, body, agent, signal }: Post): Promise<{ json(): unknown }> =>
  new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? overHttps : overHttp;
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      read(response).then((text) => resolve({ json: () => JSON.parse(text) as unknown }), reject);
    });
    sent.on('error', reject);
    const abort = () => void sent.destroy(new Error('The call was aborted'));
    if (signal.aborted) abort();
    // The signal is grammY's, made for this call.
    else signal.addEventListener('abort', abort);
    sent.end(body);
  });

const read = (response: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve(Buffer.concat(chunks).toString()));
    response.on('error', reject);
  });

export const jsonFetch = post as unknown as NonNullable<ApiClientOptions['fetch']>;
