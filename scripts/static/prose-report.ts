import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Measure, measure } from './measure.ts';
import { excess, folderOf } from './prose-limits.ts';
import {
  type Sentence,
  sentencesOfCatalogue,
  sentencesOfComments,
  sentencesOfExample,
  sentencesOfPage,
  sentencesOfStrings,
} from './sentences.ts';
import { readSources } from './source-scan.ts';

const CODE = ['machines', 'src', 'scripts', 'test'];
const PAGES = ['machines', 'src', '.github'];

const EXAMPLE = '.env.example';

/** Every English sentence under `root`: of comments, pages, strings, catalogues and `.env.example`. */
export function readSentences(root: string): Sentence[] {
  const pages = ['README.md', ...PAGES.flatMap((folder) => pagesIn(root, folder))];
  const sources = readSources(root, CODE);
  const catalogues = sources.filter(({ path }) => path.endsWith('/en.ftl'));
  return [
    ...sources.flatMap(sentencesOfComments),
    // A test quotes the words of other people, and broken words on purpose.
    ...sources.filter(({ path }) => !path.startsWith('test/')).flatMap(sentencesOfStrings),
    ...catalogues.flatMap(({ path, text }) => sentencesOfCatalogue(path, text)),
    ...sentencesOfExample(EXAMPLE, readFileSync(join(root, EXAMPLE), 'utf8')),
    ...pages.flatMap((path) => sentencesOfPage(path, readFileSync(join(root, path), 'utf8'))),
  ];
}

function pagesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

export function measureFolders(sentences: readonly Sentence[]): Map<string, Measure> {
  const folders = [...new Set(sentences.map(folderOf))].sort();
  return new Map(
    folders.map((folder) => [folder, measure(sentences.filter((sentence) => folderOf(sentence) === folder))]),
  );
}

/** Faults by folder. */
export function faultsOf(found: ReadonlyMap<string, Measure>): string[] {
  return [...found].flatMap(([folder, measured]) => {
    const faults = excess(folder, measured);
    return faults.length === 0 ? [] : [...faults, ...measured.banned, ...measured.openers];
  });
}

/** A table for the terminal: a line per folder. */
export function renderMeasures(found: ReadonlyMap<string, Measure>): string {
  const rows = [...found].map(([folder, { words, pronouns, long, banned, openers }]) => [
    folder,
    String(words),
    pronouns.toFixed(1),
    long.toFixed(1),
    String(banned.length),
    String(openers.length),
  ]);
  return [['folder', 'words', 'pronouns', 'long', 'banned', 'openers'], ...rows]
    .map((cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(26) : cell.padStart(10))).join(''))
    .join('\n');
}
