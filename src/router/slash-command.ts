import type { Content } from '../../machines/content.ts';

/** `/name@bot rest`, as people type it; the name in lower case. */
export type TypedCommand = { name: string; bot: string | null; rest: string };

/** Null: not a command. Pure. */
export function typedCommand(text: string): TypedCommand | null {
  const match = /^\/([\p{L}\p{N}_]+)(?:@(\w+))?(?:\s+([\s\S]*))?$/u.exec(text.trimEnd());
  if (match === null) return null;
  return {
    name: (match[1] ?? '').toLowerCase(),
    bot: match[2]?.toLowerCase() ?? null,
    rest: match[3]?.trim() ?? '',
  };
}

/** Null: not a command. Forwarded words of another author are read, and never carried out. */
export const commandIn = (content: Content): TypedCommand | null =>
  content.kind === 'text' && content.forwardedFrom === undefined ? typedCommand(content.text) : null;
