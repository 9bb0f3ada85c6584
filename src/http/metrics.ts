import type { FastifyInstance } from 'fastify';
import type { Scrape } from '../telemetry/metrics.ts';

/** `/metrics`, in the text format of Prometheus. */
export function answerMetrics(app: FastifyInstance, { type, text }: Scrape): void {
  app.get('/metrics', async (_request, reply) => reply.type(type).send(await text()));
}
