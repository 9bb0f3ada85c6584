import type { FastifyInstance } from 'fastify';

type Condition = { reasons(): Promise<Record<string, string>>; role(): string };

/**
 * `/health`: the process is alive; an answer proves that the event loop runs.
 * `/ready`: the process serves the desk or stands by; otherwise 503 with the reasons. The reasons are fixed texts
 * without addresses and names.
 */
export function answerHealth(app: FastifyInstance, { reasons, role }: Condition): void {
  app.get('/health', () => ({ alive: true }));
  app.get('/ready', async (_request, reply) => {
    const found = await reasons();
    const ready = Object.keys(found).length === 0;
    return reply.code(ready ? 200 : 503).send({ ready, role: role(), reasons: found });
  });
}
