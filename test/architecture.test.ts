import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { renderEnvExample } from '../src/config/env.ts';
import * as rules from './support/architecture-rules.ts';
import { exportsAreUsed } from './support/exports-rule.ts';
import { enginesKnowNoFeature } from './support/feature-words-rule.ts';
import { factoriesHaveFewDependencies, functionsAreShort } from './support/size-rules.ts';
import { readSources, scan } from '../scripts/static/source-scan.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(root, ['machines', 'src', 'scripts', 'test']);

const checks = {
  ...rules,
  enginesKnowNoFeature,
  exportsAreUsed,
  factoriesHaveFewDependencies,
  functionsAreShort,
};
type RuleName = keyof typeof checks;
type Planted = Record<string, string>;

/** Each rule with planted code, and the expected fault. */
const law: [title: string, rule: RuleName, planted: Planted, found: string][] = [
  ['every file has an area', 'everyFileHasAnArea', { 'src/stuff/a.ts': '' }, 'src/stuff/a.ts:1'],
  [
    'imports point one way',
    'importsPointDown',
    { 'src/actor/a.ts': "import type { A } from './b.ts';\nexport { x } from '../store/c.ts';" },
    'src/actor/a.ts:2',
  ],
  [
    'the machines know nothing of ours',
    'importsPointDown',
    { 'machines/a.ts': "const b = await import('../src/base/errors.ts');" },
    'machines/a.ts:1',
  ],
  [
    'the composition root is known to main only',
    'importsPointDown',
    { 'src/http/a.ts': "import {\n  b,\n} from '../app.ts';" },
    'src/http/a.ts:1',
  ],
  [
    'two areas of one level do not know each other',
    'importsPointDown',
    { 'src/router/a.ts': "import '../outbox/b.ts';", 'src/outbox/c.ts': "import '../router/d.ts';" },
    'src/router/a.ts:1',
  ],
  [
    'base knows only the words of the machines',
    'baseKnowsOnlyTheWords',
    { 'src/base/a.ts': "import '../../machines/ids.ts';\nimport '../../machines/client/chart.ts';" },
    'src/base/a.ts:2',
  ],
  [
    'the sandbox imports nothing else of ours',
    'sandboxStandsAlone',
    { 'src/sandbox/bot-api/a.ts': "import '../b.ts';\nimport '../../base/clock.ts';" },
    'src/sandbox/bot-api/a.ts:2',
  ],
  [
    'the sandbox has no loose files',
    'sandboxHasFiveFolders',
    { 'src/sandbox/start.ts': '', 'src/sandbox/people/a.ts': '', 'src/sandbox/limits.ts': '' },
    'src/sandbox/limits.ts:1',
  ],
  [
    'the console loads nothing but its own files',
    'consoleRunsInTheBrowser',
    {
      'src/sandbox/console/a.ts':
        "import type { B } from '../control/b.ts';\nimport { c } from './page/c.ts';\nimport { d } from '../control/d.ts';",
    },
    'src/sandbox/console/a.ts:3',
  ],
  [
    'features do not know features',
    'featuresStandApart',
    { 'src/features/canned/a.ts': "import './b.ts';\nimport '../team/c.ts';" },
    'src/features/canned/a.ts:2',
  ],
  [
    'an effect of a feature is spelled in features and regions only',
    'enginesKnowNoFeature',
    {
      'src/features/snooze/feature.ts':
        'export const snooze = { deliveries: ({ clock }: { clock: Clock }) => ({ wakeClient: wake(clock) }) };',
      'machines/client/regions/snooze.ts': "const kind = 'wakeClient';",
      'src/desk/a.ts': "const kind = 'say';\nconst other = 'wakeClient';",
    },
    'src/desk/a.ts:2',
  ],
  [
    'an engine imports no feature',
    'enginesKnowNoFeature',
    { 'src/store/a.ts': "import '../features/snooze/feature.ts';" },
    'src/store/a.ts:1',
  ],
  [
    'files do not import each other in a circle',
    'noCycles',
    {
      'src/base/a.ts': "import './b.ts';",
      'src/base/b.ts': "import './c.ts';",
      'src/base/c.ts': "import type { A } from './a.ts';",
    },
    'src/base/c.ts:1',
  ],
  [
    'a package is imported at home only',
    'packagesAreAtHome',
    { 'src/store/a.ts': "import { Redis } from 'ioredis';\nimport type { Update } from 'grammy/types';" },
    'src/store/a.ts:2',
  ],
  [
    'GramJS is known to its adapter only',
    'packagesAreAtHome',
    {
      'src/features/setup-check/mtproto.ts': "import { Api } from 'telegram';",
      'src/check/a.ts': "import { Api } from 'telegram/tl/index.js';",
    },
    'src/check/a.ts:1',
  ],
  [
    'the time library is known to one file',
    'packagesAreAtHome',
    {
      'src/base/calendar/zoned-time.ts': "import { Temporal } from 'temporal-polyfill';",
      'src/base/calendar/a.ts': "import { Temporal } from 'temporal-polyfill';",
    },
    'src/base/calendar/a.ts:1',
  ],
  [
    'a package nobody housed is noticed',
    'packagesAreAtHome',
    { 'src/actor/a.ts': "import pad from '@left/pad/sub.js';" },
    'src/actor/a.ts:1',
  ],
  [
    'Telegram’s types come as types',
    'packagesAreAtHome',
    { 'src/sandbox/world/a.ts': "import { b } from '@grammyjs/types';" },
    'src/sandbox/world/a.ts:1',
  ],
  [
    'the machines are pure',
    'machinesArePure',
    { 'machines/a.ts': "// Date.now is forbidden\nconst b = 'Math.random';\nconst c = Date.now();" },
    'machines/a.ts:3',
  ],
  [
    'only main and scripts touch the process',
    'onlyMainTouchesTheProcess',
    {
      'src/desk/start-desk.ts': '/* process.exit */\nupdate.process();\nprocess.exit(1);',
      'src/main.ts': 'process.exit(0);',
    },
    'src/desk/start-desk.ts:3',
  ],
  [
    'nobody gets at the process by importing it',
    'onlyMainTouchesTheProcess',
    { 'src/desk/start-desk.ts': "import { exit } from 'node:process';" },
    'src/desk/start-desk.ts:1',
  ],
  [
    'only config knows the names in the environment',
    'onlyConfigReadsTheEnvironment',
    { 'src/main.ts': 'parseConfig(process.env);\nconst token = process.env.BOT_TOKEN;' },
    'src/main.ts:2',
  ],
  [
    'only keys.ts spells a Redis key',
    'onlyKeysSpellsKeys',
    {
      'src/store/keys.ts': 'const key = `{${desk}}:out`;',
      'src/embedded-redis/marker.ts': "const key = 'balcao:installation';",
      'src/store/links.ts': "const ok = '{0}';\nconst key = `{${desk}}:out`;",
    },
    'src/store/links.ts:2',
  ],
  ['there are no barrels', 'noBarrels', { 'src/base/index.ts': '' }, 'src/base/index.ts:1'],
  [
    'nothing is re-exported wholesale',
    'noBarrels',
    { 'src/base/a.ts': "export * from './b.ts';" },
    'src/base/a.ts:1',
  ],
  [
    'there are no default exports',
    'noDefaultExports',
    { 'src/base/a.ts': 'export default 1;' },
    'src/base/a.ts:1',
  ],
  [
    'files are named for what they do',
    'namesSayWhatFilesDo',
    { 'src/telegram/chat-utils.ts': '', 'src/telegram/communicate.ts': '' },
    'src/telegram/chat-utils.ts:1',
  ],
  [
    'a test names the cost',
    'testsMirrorTheSource',
    { 'test/store/links.test.ts': '', 'test/store/parked.redis.test.ts': '' },
    'test/store/links.test.ts:1',
  ],
  [
    'a test stands beside the tests of the area',
    'testsMirrorTheSource',
    { 'test/contract/copies.e2e.test.ts': '', 'test/e2e/edits.e2e.test.ts': '' },
    'test/contract/copies.e2e.test.ts:1',
  ],
  [
    'files stay short',
    'filesAreShort',
    { 'src/base/a.ts': 'x\n'.repeat(331), 'src/base/b.ts': 'x\n'.repeat(330) },
    'a.ts',
  ],
  [
    'what a file exports, another one uses',
    'exportsAreUsed',
    {
      'src/base/a.ts': 'export const used = 1;\nexport type Seen = 2;\nexport function alone() {}',
      'src/base/b.ts': "import { type Seen, used as mine } from './a.ts';",
    },
    'src/base/a.ts:3',
  ],
  [
    'a member nobody reads of a namespace is noticed',
    'exportsAreUsed',
    {
      'src/base/a.ts': 'export const read = 1;\nexport const left = 2;',
      'src/actor/b.ts':
        "import * as a from '../base/a.ts';\nconst { late } = await import('../base/c.ts');\na.read();",
      'src/base/c.ts': 'export const late = 1;',
    },
    'src/base/a.ts:2',
  ],
  [
    'functions stay short',
    'functionsAreShort',
    {
      'src/base/a.ts': `export function long(\n  a: number,\n): void {\n${'  a;\n'.repeat(77)}}`,
      'src/base/b.ts': `export async function ok(): Promise<{ a: 1 }> {\n${'  a;\n'.repeat(78)}}`,
      'scripts/static/source-scan.ts': `function parse(): void {\n${'  a;\n'.repeat(90)}}`,
    },
    'src/base/a.ts:1 long has 81 lines',
  ],
  [
    'a long method or arrow function is noticed',
    'functionsAreShort',
    { 'src/base/a.ts': `const parts = {\n  async run(a) {\n${'    a;\n'.repeat(79)}  },\n};` },
    'src/base/a.ts:2 run has 81 lines',
  ],
  [
    'a factory is handed six things at most',
    'factoriesHaveFewDependencies',
    {
      'src/base/a.ts':
        "import type { BDeps } from './b.ts';\ntype ADeps = BDeps & Pick<C, 'e' | 'f'> & { g(x: { y: 1; z: 2 }): void };",
      'src/base/b.ts':
        'export type BDeps = {\n  a: 1;\n  b: () => void;\n  c?: { d: 1; e: 2 };\n  d: Map<string, number>;\n};',
    },
    'src/base/a.ts:2 ADeps has 7 members',
  ],
  ['no test mocks a module', 'testsLeaveModulesAlone', { 'test/a.ts': "vi.mock('b');" }, 'test/a.ts:1'],
  ['no hooks', 'testsLeaveModulesAlone', { 'test/a.ts': ' afterAll(b);\nafterAll(b);' }, 'test/a.ts:2'],
];

const names = Object.keys(checks).filter((name): name is RuleName => name in checks);

describe('the house', () => {
  test('was really read', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });

  test.each(names)('keeps the rule %s', (name) => {
    expect(checks[name](sources)).toEqual([]);
  });

  test('offers an .env.example that is what config/env.ts says', () => {
    expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(renderEnvExample());
  });
});

describe('a planted violation is found:', () => {
  test.each(law)('%s', (_, rule, planted, found) => {
    const complaints = checks[rule](Object.entries(planted).map(([path, text]) => scan(path, text)));
    expect(complaints.filter((complaint) => complaint.includes(found))).not.toEqual([]);
    const innocent = complaints.filter((complaint) => !complaint.includes(found));
    expect(innocent.every((complaint) => complaint.includes('know each other'))).toBe(true);
  });

  test('every rule has one', () => {
    expect(new Set(law.map(([, rule]) => rule))).toEqual(new Set(names));
  });
});

describe('the scanner', () => {
  test('is not fooled by strings, templates, comments and regular expressions', () => {
    const { code, imports, literals } = scan(
      'a.ts',
      [
        "const a = 'import x from \"no\"'; // import 'no'",
        'const b = `${process.pid} import y from "no" ${`{${deep}`}`;',
        'const c = /[/\'"`]import/.test(d) || e / f / g;',
        '/* export * from "no" */',
        "import type { Yes } from './yes.ts';",
        "import './also.ts'; export { z } from \"package\"; const { late: d } = await import('./late.ts');",
      ].join('\n'),
    );
    expect(imports.toSorted((a, b) => a.specifier.localeCompare(b.specifier))).toEqual([
      { specifier: './also.ts', line: 6, typeOnly: false, names: [] },
      { specifier: './late.ts', line: 6, typeOnly: false, names: ['late'] },
      { specifier: './yes.ts', line: 5, typeOnly: true, names: ['Yes'] },
      { specifier: 'package', line: 6, typeOnly: false, names: ['z'] },
    ]);
    expect(code).toContain('process.pid');
    expect(code).toContain('e / f / g');
    expect(code).not.toContain('no');
    expect(literals.map(({ value }) => value)).toContain('{${');
  });
});
