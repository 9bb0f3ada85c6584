/**
 * Asks TDLib, the base of Telegram's Bot API server, about texts, and stores the answers for
 * `test/sandbox/bot-api/tdlib.unit.test.ts`. TDLib is 58 MB of machine code, and so no package of the project:
 *
 *     mkdir tdlib && cd tdlib && npm install tdl@8.1.0 prebuilt-tdlib@0.1008065.0 && cd -
 *     node --import tsx test/support/tdlib/record.ts tdlib
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { MessageEntity } from '@grammyjs/types';
import { type Arbitrary, array, constantFrom, integer, nat, record, sample, tuple } from 'fast-check';
import { STORED, type Answer, type Parsed } from './answers.ts';
import { slightlyBroken, WELL_FORMED } from './markup.ts';
import {
  ADDRESSES,
  ENTITY_TYPES,
  HTML_SCRAPS,
  LETTERS,
  MARKDOWN_SCRAPS,
  ODD_LETTERS,
  URL_SCRAPS,
} from './scraps.ts';

type Entity = { offset: number; length: number; type: Record<string, string> & { _: string } };
type Reply = { _: string; message: string; text: string; entities: Entity[] };

const SEED = 20_261_121;
const folder = path.resolve(process.argv[2] ?? 'tdlib');
const load = createRequire(path.join(folder, 'package.json'));
const tdl = load('tdl') as { configure(options: object): void; execute(request: object): Reply };
tdl.configure({ tdjson: (load('prebuilt-tdlib') as { getTdjson(): string }).getTdjson(), verbosityLevel: 0 });

const NAMES: Record<string, string> = {
  pre_code: 'pre',
  email_address: 'email',
  text_url: 'text_link',
  mention_name: 'text_mention',
  block_quote: 'blockquote',
  expandable_block_quote: 'expandable_blockquote',
};

const MODES = {
  HTML: { _: 'textParseModeHTML' },
  Markdown: { _: 'textParseModeMarkdown', version: 1 },
  MarkdownV2: { _: 'textParseModeMarkdown', version: 2 },
};

function toBotApi({ offset, length, type }: Entity): MessageEntity {
  const name = type._.replace('textEntityType', '').replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`);
  const { _, user_id, formatting_type: _format, ...own } = type;
  const user = user_id === undefined ? {} : { user: { id: Number(user_id) } };
  const known = name.toLowerCase();
  return { type: NAMES[known] ?? known, offset, length, ...own, ...user } as unknown as MessageEntity;
}

function toTdlib(entity: MessageEntity): object {
  const camel = entity.type
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
    .replace('quote', 'Quote')
    .replace('TextLink', 'TextUrl');
  const { type: _type, offset, length, ...own } = entity;
  return { _: 'textEntity', offset, length, type: { _: `textEntityType${camel}`, ...own } };
}

function parsed(reply: Reply): Parsed {
  return reply._ === 'error'
    ? { error: reply.message }
    : { text: reply.text, entities: reply.entities.map(toBotApi) };
}

function parse(mode: keyof typeof MODES, text: string): Answer {
  return [mode, text, parsed(tdl.execute({ _: 'parseTextEntities', text, parse_mode: MODES[mode] }))];
}

/** `parseMarkdown` of a text without Markdown only fixes the entities. */
function fix(text: string, entities: MessageEntity[]): Answer {
  const formatted = { _: 'formattedText', text, entities: entities.map(toTdlib) };
  return ['fix', { text, entities }, parsed(tdl.execute({ _: 'parseMarkdown', text: formatted }))];
}

/** Card numbers and times of a video mean nothing to bots. */
function detect(text: string): Answer {
  const entities = tdl.execute({ _: 'getTextEntities', text }).entities.map(toBotApi);
  const shown = entities.filter(({ type }) => !['bank_card_number', 'media_timestamp'].includes(type));
  return ['detect', text, { entities: shown }];
}

function texts(scraps: readonly string[], count: number, between = '', maxLength = 9): string[] {
  const some = array(constantFrom(...scraps), { minLength: 1, maxLength });
  return sample(
    some.map((parts) => parts.join(between)),
    { numRuns: count, seed: SEED },
  );
}

/** Half of the texts right, half almost right. */
function marked(mode: keyof typeof MODES, count: number): Answer[] {
  const asked = (some: Arbitrary<string>): string[] => sample(some, { numRuns: count, seed: SEED });
  const right = WELL_FORMED[mode];
  return [...asked(right), ...asked(slightlyBroken(right))].map((text) => parse(mode, text));
}

/** Inside the text between the blanks at both ends. */
function fixable(count: number): Answer[] {
  const text = array(constantFrom(...LETTERS, ...ODD_LETTERS), { minLength: 1, maxLength: 14 });
  const spans = array(tuple(constantFrom(...ENTITY_TYPES), nat(20), nat(20)), { minLength: 1, maxLength: 5 });
  return sample(tuple(text, spans), { numRuns: count, seed: SEED }).map(([letters, given]) => {
    const bounds = letters.map((_letter, at) => letters.slice(0, at).join('').length);
    const entities = given.map(([type, from, more]) => {
      const start = from % letters.length;
      const last = start + (more % (letters.length - start));
      const offset = bounds[start] ?? 0;
      const length = (bounds[last] ?? 0) + (letters[last]?.length ?? 0) - offset;
      return withOwn({ type, offset, length });
    });
    return fix(letters.join(''), entities);
  });
}

function entityLists(count: number): MessageEntity[][] {
  const units = integer({ min: -1, max: 12 });
  const entity = record({ type: constantFrom(...ENTITY_TYPES), offset: units, length: units });
  const lists = sample(array(entity, { maxLength: 5 }), { numRuns: count, seed: SEED });
  return lists.map((list) => list.map(withOwn));
}

function withOwn(entity: { type: string; offset: number; length: number }): MessageEntity {
  const { type } = entity;
  const own =
    type === 'text_link' ? { url: 'http://b.com/' } : type === 'custom_emoji' ? { custom_emoji_id: '1' } : {};
  return { ...entity, ...own } as MessageEntity;
}

/** An HTML attribute: every character except the quote may stand inside. */
const linked = (url: string): Answer => parse('HTML', `<a href="${url}">x</a>`);

const FIXED = 800;
const lists = entityLists(FIXED);
const answers: Answer[] = [
  ...texts(HTML_SCRAPS, 1200).map((text) => parse('HTML', text)),
  ...texts(MARKDOWN_SCRAPS, 1200).map((text) => parse('MarkdownV2', text)),
  ...texts(MARKDOWN_SCRAPS, 600).map((text) => parse('Markdown', text)),
  ...texts(LETTERS, FIXED, '', 14).map((text, index) => fix(text, lists[index] ?? [])),
  ...marked('HTML', 700),
  ...marked('MarkdownV2', 700),
  ...marked('Markdown', 400),
  ...fixable(600),
  ...texts(URL_SCRAPS, 500, '', 6).map(linked),
  ...ADDRESSES.map(detect),
  ...texts(ADDRESSES, 600, ' ', 5).map(detect),
];
writeFileSync(STORED, `${answers.map((answer) => JSON.stringify(answer)).join('\n')}\n`);
process.stdout.write(`${answers.length} answers\n`);
process.exit(0);
