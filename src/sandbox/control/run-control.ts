import type { Control } from './control.ts';

type Fields = Record<string, unknown>;

const ACTS: {
  [Name in Exclude<keyof Control, 'show' | 'export'>]: (control: Control, fields: Fields) => unknown;
} = {
  advance: (control, { ms }) => control.advance(Number(ms)),
  limit(control, { mode }) {
    if (mode !== 'off' && mode !== 'telegram') throw new Error('"mode" must be "off" or "telegram".');
    control.limit(mode);
  },
  import: (control, { state }) => control.import(state),
  reset: (control) => control.reset(),
  addBoard: (control, { title, username, ownerId }) =>
    control.addBoard({
      title: typeof title === 'string' ? title : '',
      username: typeof username === 'string' ? username : undefined,
      ownerId: ownerId === undefined ? undefined : Number(ownerId),
    }),
  assume: (control, { name, value }) => control.assume(String(name), value),
  budget: (control, { chatId }) => control.budget(Number(chatId)),
};

/** `{ do: <name of a control>, …its arguments by name }`. */
export function runControl(control: Control, body: unknown): unknown {
  if (typeof body !== 'object' || body === null) throw new Error('A JSON object is expected.');
  const { do: name, ...fields } = body as Fields;
  const act = Object.hasOwn(ACTS, String(name)) ? ACTS[String(name) as keyof typeof ACTS] : undefined;
  if (act === undefined) {
    throw new Error(`Unknown control "${String(name)}". Known are: ${Object.keys(ACTS).join(', ')}.`);
  }
  return act(control, fields);
}
