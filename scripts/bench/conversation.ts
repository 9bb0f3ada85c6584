import type { Load } from './telegram.ts';

type Talkers = { agent: number; clients: number[]; posts: Map<number, number> };

/** Numbered texts with a prefix, by turns of a client and of the agent to the next client. */
export const conversation = (
  { agent, clients, posts }: Talkers,
  count: number,
  beginning: string,
): Load['writes'] =>
  Array.from({ length: count }, (_, n) => {
    const client = clients[n % clients.length] ?? 0;
    const text = `${beginning} ${n}`;
    return n % 2 === 0 ? { by: client, text } : { by: agent, post: posts.get(client) ?? 0, text };
  });
