import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const page = read('src/ARCHITECTURE.md');

/** The cells of the rows of a section's table, without the head. */
function tableOf(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, words]) => words ?? '');

/** The first part of a key: `links` of `links:thread:<n>`. */
const kindOf = (key: string): string => key.split(':')[0] ?? '';

describe('the map', () => {
  const questions = tableOf('Where is …?');

  test('answers at least 25 questions', () => {
    expect(questions.length).toBeGreaterThanOrEqual(25);
    expect(new Set(questions.map(([question]) => question)).size).toBe(questions.length);
  });

  test.each(questions)('%s: leads to one file that exists', (_, answer) => {
    const paths = quoted(answer);
    expect(paths).toHaveLength(1);
    expect(paths.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
  });

  test('names every key that the desk has in Redis, and no other key', () => {
    const spelled = [...read('src/store/keys.ts').matchAll(/\bkey\('([a-z-]+)'/g)].map(([, kind]) => kind);
    const named = tableOf('Keys in Redis').flatMap(([keys]) => quoted(keys).map(kindOf));
    expect(new Set(named)).toEqual(new Set(spelled));
  });

  test('explains each word once', () => {
    const words = tableOf('The words').flatMap(([word]) => (word ?? '').split(', '));
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });
});
