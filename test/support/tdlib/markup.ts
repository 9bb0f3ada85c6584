import { type Arbitrary, array, constantFrom, integer, letrec, oneof, record, tuple } from 'fast-check';

/** Texts as people write them: of pieces put together at random TDLib refuses nine in ten. */
type Node = string | { style: Style; inside: Node[] };

const STYLES = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'pre',
  'preCode',
  'link',
  'user',
  'emoji',
  'time',
  'quote',
  'longQuote',
] as const;
type Style = (typeof STYLES)[number];

/** The marks of the old Markdown, without nesting. */
const OLD_STYLES = ['bold', 'italic', 'code', 'pre', 'preCode', 'link', 'user'] as const;

const WORDS = constantFrom(
  'a',
  'oi',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '😀',
  'é',
  'ção',
  '\u200f',
  '\u00a0',
  '\t',
  'a.com',
  '@ana_1',
  '/fim',
  'x*y',
  'snake_case',
  '1 < 2 & 3',
  '"aspas"',
  '[x](y)',
  '>',
  '!',
  '#',
  '||',
  '\\',
  '`',
  '~',
  '👨‍👩‍👧',
);

function trees(styles: readonly Style[], maxDepth: number): Arbitrary<Node[]> {
  const { nodes } = letrec<{ node: Node; nodes: Node[] }>((tie) => ({
    node: oneof(
      { maxDepth, depthIdentifier: 'markup' },
      WORDS,
      record({ style: constantFrom(...styles), inside: tie('nodes') }),
    ),
    nodes: array(tie('node'), { minLength: 1, maxLength: 4, depthIdentifier: 'markup' }),
  }));
  return nodes;
}

const TAGS: Record<Style, [open: string, close: string]> = {
  bold: ['<b>', '</b>'],
  italic: ['<em>', '</em>'],
  underline: ['<ins>', '</ins>'],
  strikethrough: ['<DEL>', '</DEL>'],
  spoiler: ['<span class="tg-spoiler">', '</span>'],
  code: ['<code>', '</code>'],
  pre: ['<pre>', '</pre>'],
  preCode: ['<pre><code class="language-ts">', '</code></pre>'],
  link: ["<a href='http://a.com/?x=1&amp;y=2'>", '</a>'],
  user: ['<a href="tg://user?id=7">', '</a>'],
  emoji: ['<tg-emoji emoji-id="123">', '</tg-emoji>'],
  time: ['<tg-time unix="5" format="d">', '</tg-time>'],
  quote: ['<blockquote>', '</blockquote>'],
  longQuote: ['<blockquote expandable>', '</blockquote>'],
};

function toHtml(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') {
        return node.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
      }
      const [open, close] = TAGS[node.style];
      return `${open}${toHtml(node.inside)}${close}`;
    })
    .join('');
}

const MARKS: Record<Exclude<Style, 'quote' | 'longQuote'>, [open: string, close: string]> = {
  bold: ['*', '*'],
  italic: ['_', '_'],
  underline: ['__', '__'],
  strikethrough: ['~', '~'],
  spoiler: ['||', '||'],
  code: ['`', '`'],
  pre: ['```', '```'],
  preCode: ['```ts\n', '```'],
  link: ['[', '](http://a.com/?x=\\(1\\))'],
  user: ['[', '](tg://user?id=7)'],
  emoji: ['![', '](tg://emoji?id=123)'],
  time: ['![', '](tg://time?unix=5&format=d)'],
};

function toMarkdownV2(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node.replaceAll(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
      const inside = toMarkdownV2(node.inside);
      if (node.style === 'quote') return `\n>${inside.replaceAll('\n', '\n>')}\n`;
      if (node.style === 'longQuote') return `\n**>${inside.replaceAll('\n', '\n>')}||\n`;
      const [open, close] = MARKS[node.style];
      return `${open}${inside}${close}`;
    })
    .join('');
}

/** Inside an entity nothing can be escaped. */
function toMarkdown(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node.replaceAll(/[_*`[]/g, '\\$&');
      const inside = node.inside.filter((word) => typeof word === 'string').join('');
      const plain = inside.replaceAll(/[_*`[\]\\]/g, '');
      const [open, close] = MARKS[node.style as (typeof OLD_STYLES)[number]];
      return `${open}${plain}${close.replaceAll('\\', '')}`;
    })
    .join('');
}

/** Correct texts in each mode. */
export const WELL_FORMED = {
  HTML: trees(STYLES, 3).map(toHtml),
  MarkdownV2: trees(STYLES, 3).map(toMarkdownV2),
  Markdown: trees(OLD_STYLES, 1).map(toMarkdown),
};

/** The same with one letter gone, doubled, or in the place of another. */
export function slightlyBroken(texts: Arbitrary<string>): Arbitrary<string> {
  return tuple(
    texts,
    integer({ min: 0, max: 1000 }),
    constantFrom('drop', 'double', '*', '_', '<', '`', ')'),
  ).map(([text, at, slip]) => {
    const letters = Array.from(text);
    const index = at % letters.length;
    const letter = letters[index] ?? '';
    letters[index] = slip === 'drop' ? '' : slip === 'double' ? letter + letter : slip;
    return letters.join('');
  });
}
