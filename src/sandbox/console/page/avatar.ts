import { h } from './element.ts';

const COLOURS = 7;

/** The colour of a person, the same everywhere. */
export const colourOf = (id: number): number => Math.abs(id) % COLOURS;

export function avatar(id: number, name: string): HTMLElement {
  const initials = name
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => /^./u.exec(word)?.[0]);
  const shown = initials.length > 1 ? `${initials[0]}${initials.at(-1)}` : (initials[0] ?? '?');
  return h('span', { class: `avatar colour-${colourOf(id)}`, 'aria-hidden': 'true' }, shown.toUpperCase());
}
