import type { FastifyInstance } from 'fastify';

type Condition = { id: number; reasons(): Promise<Record<string, string>>; role(): string };
type Answer = { ready: boolean; role: string; reasons: Record<string, string> };

const STARTING: Answer = { ready: false, role: 'starting', reasons: { desk: 'It is starting.' } };

/**
 * `/health`: the process is alive; an answer proves that the event loop runs.
 * `/ready`: the process serves its desk or stands by; otherwise 503 with the reasons. A process with several desks answers
 * for each desk, by the id of the bot. The reasons are fixed texts without addresses and names.
 */
export function answerHealth(app: FastifyInstance, desks: () => Condition[]): void {
  app.get('/health', () => ({ alive: true }));
  app.get('/ready', async (_request, reply) => {
    const answers = await Promise.all(
      desks().map(async (desk) => [String(desk.id), await answerOf(desk)] as const),
    );
    const ready = answers.length > 0 && answers.every(([, answer]) => answer.ready);
    const [only] = answers;
    const body = answers.length > 1 ? { ready, desks: Object.fromEntries(answers) } : (only?.[1] ?? STARTING);
    return reply.code(ready ? 200 : 503).send(body);
  });
}

async function answerOf({ reasons, role }: Condition): Promise<Answer> {
  const found = await reasons();
  return { ready: Object.keys(found).length === 0, role: role(), reasons: found };
}
