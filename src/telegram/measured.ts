import type { Transformer } from 'grammy';
import type { CallOutcome, Metrics } from '../telemetry/metrics.ts';

/** Measures each call by its method and its outcome. */
export const measured =
  (startCall: Metrics['startCall']): Transformer =>
  async (call, method, payload, signal) => {
    const end = startCall(method);
    try {
      const answer = await call(method, payload, signal);
      end(answer.ok ? 'ok' : outcomeOf(answer.error_code));
      return answer;
    } catch (error) {
      end('unanswered');
      throw error;
    }
  };

function outcomeOf(code: number): CallOutcome {
  if (code === 429) return 'rate-limited';
  return code < 500 ? 'refused' : 'failed';
}
