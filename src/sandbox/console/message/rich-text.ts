import type { MessageEntity } from '@grammyjs/types';
import { type Child, h } from '../page/element.ts';
import { t } from '../page/language.ts';

const TAGS = { bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code' } as const;
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

/** The effects of a click in a message. */
export type Follow = {
  /** True: the page itself opened the link. */
  link?(url: string): boolean;
  person?(userId: number): void;
  command?(command: string): void;
  /** Puts words into the field of the same chat. */
  compose?(text: string): void;
};

/**
 * The text with its formatting. Offsets are UTF-16 units, as in JavaScript. An entity that crosses the end of the
 * surrounding entity is cut there.
 */
export function richText(
  text: string,
  entities: readonly MessageEntity[] = [],
  follow: Follow = {},
): Child[] {
  const ordered = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return piece(text, 0, text.length, ordered, follow);
}

function piece(
  text: string,
  start: number,
  end: number,
  entities: readonly MessageEntity[],
  follow: Follow,
): Child[] {
  const nodes: Child[] = [];
  let at = start;
  let rest = entities;
  for (let entity = rest[0]; entity !== undefined; entity = rest[0]) {
    const others = rest.slice(1);
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) {
      rest = others;
      continue;
    }
    const inside = others.filter((other) => other.offset < to);
    rest = others.slice(inside.length);
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(dress(entity, text.slice(from, to), piece(text, from, to, inside, follow), follow));
    at = to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function dress(entity: MessageEntity, text: string, nodes: readonly Child[], follow: Follow): HTMLElement {
  const { person, command } = follow;
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
      return button(nodes, person && (() => person(entity.user.id)));
    case 'bot_command':
      return button(nodes, command && (() => command(text)));
    case 'mention':
    case 'hashtag':
    case 'cashtag':
      return h('span', { class: 'mention' }, nodes);
    case 'custom_emoji':
    case 'date_time':
      return h('span', {}, nodes);
  }
}

function link(url: string, nodes: readonly Child[], follow: Follow): HTMLElement {
  if (!SAFE_LINK.test(url)) return h('span', { class: 'mention', title: url }, nodes);
  const onclick = (event: MouseEvent): void => {
    if (follow.link?.(url) === true) event.preventDefault();
  };
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', onclick }, nodes);
}

function button(nodes: readonly Child[], run: (() => void) | undefined): HTMLElement {
  if (run === undefined) return h('span', { class: 'mention' }, nodes);
  return h('button', { type: 'button', class: 'mention', onclick: run }, nodes);
}

function spoiler(nodes: readonly Child[]): HTMLElement {
  const show = (): void => {
    element.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) element.removeAttribute(name);
  };
  const element: HTMLElement = h(
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
