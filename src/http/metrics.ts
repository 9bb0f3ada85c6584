import type { FastifyInstance } from 'fastify';
import type { Count } from '../telemetry/metrics.ts';

const TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** `/metrics`, as Prometheus reads it: how often each event of the log has happened since the process started. */
export function answerMetrics(app: FastifyInstance, read: () => Count[]): void {
  app.get('/metrics', (_request, reply) => reply.type(TYPE).send(renderCounts(read())));
}

export function renderCounts(counts: readonly Count[]): string {
  const lines = counts.map(({ event, kind, times }) => {
    const labels = [['event', event], ...(kind === null ? [] : [['kind', kind]])];
    const shown = labels.map(([name = '', value = '']) => `${name}="${escaped(value)}"`).join(',');
    return `balcao_events_total{${shown}} ${times}\n`;
  });
  return `# HELP balcao_events_total Events since the start, by their name in the log.\n# TYPE balcao_events_total counter\n${lines.sort().join('')}`;
}

const escaped = (value: string): string =>
  value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
