import { h } from './element.js';

const COLOURS = 7;

/** The same person has the same colour everywhere. */
export const colourOf = (id) => Math.abs(Number(id)) % COLOURS;

export function avatar(id, name) {
  const initials = name
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => [...word][0]);
  const shown = initials.length > 1 ? `${initials[0]}${initials.at(-1)}` : (initials[0] ?? '?');
  return h('span', { class: `avatar colour-${colourOf(id)}`, 'aria-hidden': 'true' }, shown.toUpperCase());
}
