import type { FastifyInstance } from 'fastify';

type Condition = { reasons(): Promise<Record<string, string>>; role(): string };

/**
 * `/health`: the process is alive; the answer itself is the proof that its event loop turns.
 * `/ready`: it can serve, or stand by for the one that does; otherwise 503 and why not. The reasons are ours, in fixed
 * words: whoever may ask learns nothing of addresses and names.
 */
export function answerHealth(app: FastifyInstance, { reasons, role }: Condition): void {
  app.get('/health', () => ({ alive: true }));
  app.get('/ready', async (_request, reply) => {
    const found = await reasons();
    const ready = Object.keys(found).length === 0;
    return reply.code(ready ? 200 : 503).send({ ready, role: role(), reasons: found });
  });
}
