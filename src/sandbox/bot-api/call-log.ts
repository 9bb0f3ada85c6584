/** A finished Bot API call, as tests and the console see the call. */
export type Call = {
  /** Milliseconds since the epoch. */
  at: number;
  method: string;
  params: Readonly<Record<string, unknown>>;
  /** The names of the uploaded parts of the form. */
  files: readonly string[];
  chatId?: number | undefined;
  ok: boolean;
  result?: unknown;
  error?: { error_code: number; description: string } | undefined;
  durationMs: number;
};

export type CallLog = {
  calls: Call[];
  add(call: Call): void;
  listen(listener: (call: Call) => void): () => void;
};

const KEPT = 10_000;
const SLACK = 1000;

export function createCallLog(): CallLog {
  const calls: Call[] = [];
  const listeners = new Set<(call: Call) => void>();
  return {
    calls,
    add(call) {
      calls.push(call);
      if (calls.length > KEPT + SLACK) calls.splice(0, SLACK);
      for (const listener of listeners) listener(call);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
