import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const FOLDERS = ['src', 'machines', 'test', 'scripts'];
const PAGE = 'src/telegram/FACTS.md';

const page = readFileSync(new URL(PAGE, ROOT), 'utf8');
const facts = page.split(/\n(?=\d+\. )/).slice(1);
const numbers = facts.map((fact) => Number.parseInt(fact, 10));

/** Tests of this rule name facts that do not exist. */
const isRead = (path: string): boolean =>
  /\.(ts|js|lua|md)$/.test(path) && path !== PAGE && !path.endsWith('facts.unit.test.ts');

const texts: [string, string][] = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter(isRead)
    .map((path): [string, string] => [path, readFileSync(new URL(path, ROOT), 'utf8')]),
);

/** `FACTS.md #7`, `FACTS.md #7, #9` */
const CITATION = /FACTS\.md\s+(#\d+(?:, #\d+)*)/g;

const cited = texts.flatMap(([path, text]) =>
  [...text.matchAll(CITATION)].flatMap(([, list = '']) =>
    list.split(', ').map((number) => ({ path, number: Number(number.slice(1)) })),
  ),
);

test('facts about Telegram are numbered from one on', () => {
  expect(numbers.length).toBeGreaterThan(50);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('every fact names its source, or says that there is none', () => {
  const source = /\b(BA|WH|TD|DOC|SPEC|F-\d|CAP|INF|td#\d|Client\.h)|telegram-bot-api#\d|\w+\.\w+\/\w+/;
  expect(facts.filter((fact) => !source.test(fact))).toEqual([]);
});

test('every citation resolves', () => {
  expect(cited.filter(({ number }) => !numbers.includes(number))).toEqual([]);
});

test('every fact is cited', () => {
  const used = new Set(cited.map(({ number }) => number));
  expect(numbers.filter((number) => !used.has(number))).toEqual([]);
});

test('a fact is cited by its number, and from this repository only', () => {
  const loose = texts.filter(([, text]) => /TELEGRAM\.md|FACTS\.md(?!\s+#\d|[\])`])/.test(text));
  expect(loose.map(([path]) => path)).toEqual([]);
});
