import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scan } from '../scripts/static/source-scan.ts';
import { renderEnvExample } from '../src/config/env.ts';
import * as layout from './support/architecture-rules.ts';
import { everySource, keepsRules, type Planted } from './support/keeps-rules.ts';
import { testsMirrorTheSource } from './support/mirror-rule.ts';

const rules = { ...layout, testsMirrorTheSource };

const law: Planted<keyof typeof rules>[] = [
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
    'the machines cannot ask for the time in another way',
    'machinesArePure',
    { 'machines/a.ts': 'const b = Date();' },
    'machines/a.ts:1',
  ],
  [
    'the machines do not go round by the global object',
    'machinesArePure',
    { 'machines/a.ts': 'const b = new globalThis.Date();' },
    'machines/a.ts:1',
  ],
  [
    'the clock is handed in',
    'theClockIsHandedIn',
    {
      'src/base/clock.ts': 'export const now = () => Date.now();',
      'src/actor/a.ts': '// Date.now()\nconst text = new Date(at).toISOString();\nconst at = Date.now();',
    },
    'src/actor/a.ts:3',
  ],
  [
    'nobody gets at the process by the global object',
    'onlyMainTouchesTheProcess',
    { 'src/desk/start-desk.ts': 'globalThis.process.exit(1);' },
    'src/desk/start-desk.ts:1',
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
  [
    'a Lua function is written once',
    'luaIsShared',
    {
      'src/store/lua/include/a.lua': 'local function key() return 1 end',
      'src/store/lua/b.lua': '-- local function key()\nlocal function key() return 2 end',
    },
    'src/store/lua/b.lua:2',
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
    {
      'src/store/links.ts': '',
      'test/store/links.test.ts': '',
      'test/store/links-of-albums.redis.test.ts': '',
    },
    'test/store/links.test.ts:1',
  ],
  [
    'a test stands beside the tests of the area',
    'testsMirrorTheSource',
    { 'test/contract/copies.e2e.test.ts': '', 'test/e2e/edits.e2e.test.ts': '' },
    'test/contract/copies.e2e.test.ts:1',
  ],
  [
    'a test has the name of a module, or of a story',
    'testsMirrorTheSource',
    {
      'src/store/links.ts': '',
      'src/router/links/find.ts': '',
      'test/store/links.redis.test.ts': '',
      'test/router/links.unit.test.ts': '',
      'test/store/stores.redis.test.ts': '',
      'test/store/nothing-like-this.redis.test.ts': '',
    },
    'test/store/nothing-like-this.redis.test.ts:1',
  ],
  ['no test mocks a module', 'testsLeaveModulesAlone', { 'test/a.ts': "vi.mock('b');" }, 'test/a.ts:1'],
  [
    'no unit test with a Redis',
    'unitTestsNeedNoRedis',
    { 'test/a.unit.test.ts': 'const redis = testRedis();', 'test/a.redis.test.ts': 'testRedis();' },
    'test/a.unit.test.ts:1',
  ],
  ['no hooks', 'testsLeaveModulesAlone', { 'test/a.ts': ' afterAll(b);\nafterAll(b);' }, 'test/a.ts:2'],
];

keepsRules(rules, law);

describe('the house', () => {
  test('was really read', () => {
    const sources = everySource();
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });

  test('offers an .env.example that is what config/env.ts says', () => {
    expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(renderEnvExample());
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
