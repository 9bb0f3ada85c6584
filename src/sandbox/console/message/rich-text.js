import { h } from '../page/element.js';
import { t } from '../page/language.js';

const TAGS = { bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code' };
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

/**
 * The text with its formatting. Offsets are UTF-16 units, as in JavaScript. An entity that crosses the end of the
 * one around it is cut there. `follow` says what happens on a click: `{ link, person, command }`.
 */
export function richText(text, entities = [], follow = {}) {
  const ordered = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return piece(text, 0, text.length, ordered, follow);
}

function piece(text, start, end, entities, follow) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    const inside = others.filter((other) => other.offset < to);
    rest = others.slice(inside.length);
    if (to <= from) {
      rest = others;
      continue;
    }
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(dress(entity, text.slice(from, to), piece(text, from, to, inside, follow), follow));
    at = to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function dress(entity, text, nodes, follow) {
  switch (entity.type) {
    case 'bold':
    case 'italic':
    case 'underline':
    case 'strikethrough':
    case 'code':
      return h(TAGS[entity.type], {}, nodes);
    case 'pre':
      return h('pre', {}, h('code', {}, nodes));
    case 'blockquote':
    case 'expandable_blockquote':
      return h('blockquote', {}, nodes);
    case 'spoiler':
      return spoiler(nodes);
    case 'url':
      return link(/^\w+:/.test(text) ? text : `https://${text}`, nodes, follow);
    case 'text_link':
      return link(entity.url, nodes, follow);
    case 'email':
      return link(`mailto:${text}`, nodes, follow);
    case 'phone_number':
      return link(`tel:${text}`, nodes, follow);
    case 'text_mention':
      return button(nodes, follow.person && (() => follow.person(entity.user.id)));
    case 'bot_command':
      return button(nodes, follow.command && (() => follow.command(text)));
    case 'mention':
    case 'hashtag':
    case 'cashtag':
      return h('span', { class: 'mention' }, nodes);
    default:
      return h('span', {}, nodes);
  }
}

function link(url, nodes, follow) {
  if (!SAFE_LINK.test(url)) return h('span', { class: 'mention', title: url }, nodes);
  const onclick = (event) => {
    if (follow.link?.(url)) event.preventDefault();
  };
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', onclick }, nodes);
}

function button(nodes, run) {
  if (!run) return h('span', { class: 'mention' }, nodes);
  return h('button', { type: 'button', class: 'mention', onclick: run }, nodes);
}

function spoiler(nodes) {
  const show = () => {
    element.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) element.removeAttribute(name);
  };
  const element = h(
    'span',
    {
      class: 'spoiler',
      role: 'button',
      tabindex: 0,
      'aria-label': t('spoiler'),
      onclick: show,
      onkeydown: (event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          show();
        }
      },
    },
    h('span', {}, nodes),
  );
  return element;
}
