import { type Child, h } from '../page/element.ts';
import type { TextKey } from '../page/language.ts';

/** A part of a panel under a title. */
export const section = (key: TextKey, ...children: Child[]): HTMLElement =>
  h('section', { class: 'lab-section' }, h('h3', { 'data-text': key }), ...children);
