import type { Levers } from '../levers.ts';

type Fields = Record<string, unknown>;

const ACTS: {
  [Name in Exclude<keyof Levers, 'show' | 'export'>]: (levers: Levers, fields: Fields) => unknown;
} = {
  advance: (levers, { ms }) => levers.advance(Number(ms)),
  limit(levers, { mode }) {
    if (mode !== 'off' && mode !== 'telegram') throw new Error('"mode" must be "off" or "telegram".');
    levers.limit(mode);
  },
  import: (levers, { state }) => levers.import(state),
  reset: (levers) => levers.reset(),
};

/** `{ do: <name of a lever>, …its arguments by name }`. */
export function pullLever(levers: Levers, body: unknown): unknown {
  if (typeof body !== 'object' || body === null) throw new Error('A JSON object is expected.');
  const { do: name, ...fields } = body as Fields;
  const act = Object.hasOwn(ACTS, String(name)) ? ACTS[String(name) as keyof typeof ACTS] : undefined;
  if (act === undefined) {
    throw new Error(`Unknown lever "${String(name)}". Known are: ${Object.keys(ACTS).join(', ')}.`);
  }
  return act(levers, fields);
}
