import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { densest, measure } from '../../scripts/static/measure.ts';
import { excess, folderOf } from '../../scripts/static/prose-limits.ts';
import { faultsOf, measureFolders } from '../../scripts/static/prose-report.ts';
import {
  sentencesOfCatalogue,
  sentencesOfComments,
  sentencesOfExample,
  sentencesOfPage,
  sentencesOfStrings,
  wordsOf,
} from '../../scripts/static/sentences.ts';
import { scan } from '../../scripts/static/source-scan.ts';
import { commitsSince, faultsOfTitles } from '../../scripts/static/titles.ts';

const said = (path: string, text: string) =>
  sentencesOfComments(scan(path, text)).map((sentence) => sentence.text);
const measured = (text: string) => measure(sentencesOfComments(scan('src/base/a.ts', `// ${text}`)));

describe('the comments of a file are read', () => {
  test('in TypeScript, and not from strings', () => {
    const text = [
      '/**',
      ' * Returns a number. Never fails.',
      ' * @throws RangeError past the end',
      ' */',
      "const a = '// no comment'; // Milliseconds.",
      '// Retries once,',
      '// then gives up.',
      'const b = `${/* Deep. */ 1} // none`;',
    ].join('\n');
    expect(said('a.ts', text)).toEqual([
      'Returns a number.',
      'Never fails.',
      'RangeError past the end',
      'Milliseconds.',
      'Retries once, then gives up.',
      'Deep.',
    ]);
  });

  test('in Lua, where each line of an indented list stands for itself', () => {
    const text =
      '-- Writes all.\n-- KEYS  1 client\n--   owner  id\n--   token  of the lease,\n--      or zero\nlocal a = 1 -- Once.';
    expect(said('a.lua', text)).toEqual([
      'Writes all.',
      'KEYS  1 client',
      'owner  id',
      'token  of the lease, or zero',
      'Once.',
    ]);
  });

  test('in CSS', () => {
    expect(said('a.css', 'a { top: 0; } /* Above the list. */')).toEqual(['Above the list.']);
  });

  test('but not directives for tools', () => {
    expect(said('a.ts', '// oxlint-disable-next-line no-console\nlog();')).toEqual([]);
  });
});

test('a page is read without its code, its tables cell by cell', () => {
  const page = [
    '# What it does',
    '',
    'Clients [write](x.md). Agents answer.',
    '```sh',
    'whoever --anew',
    '```',
    '| key | means |',
    '|---|---|',
    '| `a` | the first |',
  ].join('\n');
  expect(sentencesOfPage('README.md', page).map(({ text, line }) => `${line} ${text}`)).toEqual([
    '1 What it does',
    '3 Clients write.',
    '3 Agents answer.',
    '7 key',
    '7 means',
    '9 `a`',
    '9 the first',
  ]);
});

describe('what the program says is read', () => {
  const read = (path: string, text: string) =>
    sentencesOfStrings(scan(path, text)).map(({ line, text: words }) => `${line} ${words}`);

  test('in strings and whole templates, but not names', () => {
    const text =
      "throw new Error(`Client ${id} was changed by somebody. ${try()} again.`);\nconst a = 'two words';\nlog('The disk is full');";
    expect(read('src/base/a.ts', text)).toEqual([
      '1 Client `…` was changed by somebody.',
      '1 `…` again.',
      '3 The disk is full',
    ]);
  });

  test('in the English texts of the console', () => {
    const text =
      "export const A = {\n  pt: {\n    a: 'Um texto em português',\n  },\n  en: {\n    a: 'A text in English',\n  },\n};";
    expect(read('src/sandbox/console/texts/a.ts', text)).toEqual(['6 A text in English']);
  });

  test('in catalogues', () => {
    const text =
      '# Somebody reads this.\ntold =\n    { $kind ->\n        [edit] The edit of { $name } is lost. Write again.\n    }';
    expect(sentencesOfCatalogue('a/en.ftl', text).map(({ line, text: words }) => `${line} ${words}`)).toEqual(
      ['4 The edit of `…` is lost.', '4 Write again.'],
    );
  });

  test('in .env.example', () => {
    const text = '# Port of the server. Any free port: 0.\n#PORT=a b c d\n';
    expect(sentencesOfExample('.env.example', text).map(({ text: words }) => words)).toEqual([
      'Port of the server.',
      'Any free port: 0.',
    ]);
  });
});

test('code and links count as one word each', () => {
  expect(wordsOf('Calls `a.b(c)` of https://example.com/x?y, once-only.')).toEqual([
    'calls',
    'code',
    'of',
    'code',
    'once-only',
  ]);
});

describe('a planted violation is found:', () => {
  test('pronouns and relative words', () => {
    expect(measured('The lane that rests tells whoever asks it, and nobody else.').pronouns).toBe(36.4);
    expect(measured('The lane pauses for the time in the answer.').pronouns).toBe(0);
  });

  test('a sentence over 20 words', () => {
    expect(measured(`${'word '.repeat(20)}more.`).long).toBe(100);
    expect(measured(`${'word '.repeat(19)}more.`).long).toBe(0);
  });

  test('a word that is not everyday English, with the plain one', () => {
    expect(measured('The text is sent anew.').banned).toEqual(['src/base/a.ts:1 "anew": write again']);
    expect(measured('Administrators are told of the loss.').banned).toHaveLength(1);
    expect(measured('The rehearsal removes the post.').banned).toEqual([
      'src/base/a.ts:1 "rehearsal": write probe',
    ]);
    expect(measured('`--anew` begins again.').banned).toEqual([]);
  });

  test('a sentence that opens without a noun or verb', () => {
    expect(measured('Sends a text. Who answered is unknown.').openers).toEqual([
      'src/base/a.ts:1 opens with "who": begin with the noun or the verb',
    ]);
    expect(measured('Of two entries the older leaves.').openers).toHaveLength(1);
    expect(measured('Who leads?').openers).toEqual([]);
  });

  test('the densest sentence comes first', () => {
    const sentences = sentencesOfComments(scan('a.ts', '// An entry that waits.\n\n// It is what it is.'));
    expect(densest(sentences, 1)).toEqual(['a.ts:3 (3) It is what it is.']);
  });
});

describe('the limits', () => {
  test('are those of the area that a file belongs to, or of the page', () => {
    const paths = ['src/app.ts', 'src/store/lua/a.lua', 'machines/client/a.ts', 'test/a.test.ts', 'src/A.md'];
    expect(paths.map((path) => folderOf({ path }))).toEqual([
      'src',
      'src/store',
      'machines',
      'test',
      'src/A.md',
    ]);
  });

  test('are those of all strings, or of all texts', () => {
    const planted = [
      ...sentencesOfStrings(scan('src/base/a.ts', "const a = 'Nothing comes in meanwhile.';")),
      ...sentencesOfCatalogue('src/i18n/texts/en.ftl', 'a = The bot or somebody deletes the post.'),
    ];
    expect(faultsOf(measureFolders(planted))).toEqual(
      expect.arrayContaining([
        'src/base/a.ts:1 "meanwhile": write until then, in between',
        'src/i18n/texts/en.ftl:1 "somebody": write the client, the user, the agent',
      ]),
    );
  });

  const found = measureFolders(sentencesOfComments(scan('src/base/a.ts', '// Nobody is told of it.')));
  const folder = found.get('src/base') ?? measured('');

  test('name what a folder has too much of, and where', () => {
    expect(excess('src/base', folder)).toHaveLength(3);
    expect(faultsOf(found)).toContain('src/base/a.ts:1 "told of": write notify, log, report');
  });
});

describe('a commit title', () => {
  const faults = (title: string) => faultsOfTitles([{ id: 'abc', title }]);

  test.each([
    'fix(team): avoid getChatMember after unseen leaves',
    'feat(relay): keep formatting of edited captions',
    'refactor(outbox): process one lane at a time',
    'feat!: embed the worker',
  ])('%s is right', (title) => {
    expect(faults(title)).toEqual([]);
  });

  test.each([
    ['fix(team): who left stays of the team', '"who" is no verb'],
    ['fix(team): fixed the lane', '"fixed" is no verb'],
    ['fix: lanes pause', '"lanes" is no verb'],
    ['improve things', 'Conventional Commits'],
    [`fix: avoid ${'x'.repeat(60)}`, '71 characters; at most 60'],
  ])('%s is wrong', (title, fault) => {
    expect(faults(title).join()).toContain(fault);
  });

  test('is checked only where the history reaches back', () => {
    const folder = mkdtempSync(join(tmpdir(), 'titles-'));
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.example'];
    const git = (...args: string[]) =>
      execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim();
    try {
      expect(commitsSince('HEAD~1', folder)).toEqual([]);
      git('init', '--quiet');
      git('commit', '--quiet', '--allow-empty', '-m', 'first');
      const base = git('rev-parse', 'HEAD');
      git('commit', '--quiet', '--allow-empty', '-m', 'second one');
      expect(commitsSince(base, folder).map(({ title }) => title)).toEqual(['second one']);
      expect(commitsSince('b1a29ec', folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
