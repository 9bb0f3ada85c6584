import { h } from '../page/element.js';

/** A titled part of a panel. */
export const section = (key, ...children) =>
  h('section', { class: 'lab-section' }, h('h3', { 'data-text': key }), ...children);
