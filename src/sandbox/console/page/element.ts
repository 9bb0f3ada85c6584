import type { TextKey } from './language.ts';

/** Null, undefined and false add nothing. */
export type Child = Node | string | null | undefined | false;

type Value = string | number | boolean | null | undefined;

type Handlers = {
  [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => unknown;
};

type AttributeName =
  | 'accept'
  | 'alt'
  | 'autocomplete'
  | 'autoplay'
  | 'class'
  | 'controls'
  | 'datetime'
  | 'dir'
  | 'disabled'
  | 'download'
  | 'enterkeyhint'
  | 'height'
  | 'hidden'
  | 'href'
  | 'id'
  | 'loading'
  | 'loop'
  | 'max'
  | 'maxlength'
  | 'method'
  | 'min'
  | 'multiple'
  | 'name'
  | 'pattern'
  | 'playsinline'
  | 'popover'
  | 'preload'
  | 'rel'
  | 'required'
  | 'role'
  | 'rows'
  | 'src'
  | 'step'
  | 'tabindex'
  | 'target'
  | 'title'
  | 'type'
  | 'value'
  | 'width'
  | `aria-${string}`;

/** Handlers, attributes, and names of texts that follow the page's language. */
type Props = Handlers & { [Name in AttributeName]?: Value } & {
  'data-id'?: number;
  'data-kind'?: string;
  'data-label'?: TextKey;
  'data-text'?: TextKey;
  'data-tip'?: TextKey;
};

/** `h('p', { class: 'a', onclick }, 'text', node)`. Data only ever becomes text nodes and attributes, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries<Value | EventListener>(props as Record<string, Value>)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter(isShown));
  return element;
}

const isShown = (child: Child): child is Node | string =>
  child !== null && child !== undefined && child !== false;

const SHAPES = {
  add: 'M12 5v14M5 12h14',
  send: 'M4.5 12h6M4.5 12 3 4.6c-.2-.9.7-1.6 1.5-1.2L20.6 11a1.1 1.1 0 0 1 0 2L4.5 20.6c-.8.4-1.7-.3-1.5-1.2z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  attach:
    'm20 11-8.5 8.5a5.3 5.3 0 0 1-7.5-7.5l8.8-8.8a3.5 3.5 0 0 1 5 5L9 17a1.8 1.8 0 0 1-2.5-2.5L14.5 6.5',
  reply: 'M9 7 4 12l5 5M4.5 12H14a6 6 0 0 1 6 6v1',
  edit: 'M4 20l1-4.5L16.5 4a1.4 1.4 0 0 1 2 0L20 5.5a1.4 1.4 0 0 1 0 2L8.5 19z',
  delete: 'M5 7h14M10 7V5h4v2M7 7l1 12.5h8L17 7',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  pin: 'M9 4h6l-.7 6 3.2 3.5H6.5L9.7 10zM12 13.5V20',
  comments:
    'M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7l-4.5 4v-4H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5z',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  down: 'm5.5 9.5 6.5 6.5 6.5-6.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.6-3.6 3.7-5.5 7.5-5.5s6.9 1.9 7.5 5.5',
  channel: 'M4 10v4h3l8 4.5v-13L7 10zM18.5 9a4 4 0 0 1 0 6',
  bell: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10 20.5h4',
  calls: 'M5 7h9m0 0-3-3m3 3-3 3M19 17h-9m0 0 3-3m-3 3 3 3',
  file: 'M7 3.5h7l4.5 4.5v12.5H7zM14 3.5V8h4.5',
  play: 'M8 5.5v13l10.5-6.5z',
  forward: 'm15 7 5 5-5 5M19.5 12H10a6 6 0 0 0-6 6v1',
  download: 'M12 4v11m0 0-4-4m4 4 4-4M5 19.5h14',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  photo: 'M4.5 5.5h15v13h-15zM4.5 15.5l4.5-4.5 4 4 2.5-2.5 4 4M15.5 9v.01',
  mic: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5v3',
  smile:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.01M15 9.5v.01',
  map: 'M12 20.5s6.5-5.6 6.5-10.5a6.5 6.5 0 0 0-13 0c0 4.9 6.5 10.5 6.5 10.5zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  poll: 'M6 19.5v-7M12 19.5v-15M18 19.5v-10',
  tour: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM10 8.8v6.4l5-3.2z',
  pause: 'M8.5 6v12M15.5 6v12',
  block: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM6 6l12 12',
};

export type Shape = keyof typeof SHAPES;

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: Shape): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

/** The element of the page with this id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no element "${id}".`);
  return element;
}
