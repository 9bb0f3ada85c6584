import { factoriesHaveFewDependencies } from './support/dependencies-rule.ts';
import { exportsAreUsed } from './support/exports-rule.ts';
import { keepsRules, type Planted } from './support/keeps-rules.ts';
import { filesAreShort, functionsAreShort } from './support/size-rules.ts';

const rules = { exportsAreUsed, factoriesHaveFewDependencies, filesAreShort, functionsAreShort };

const fields = (count: number) => Array.from({ length: count }, (_, at) => `f${at}`).join(', ');
const functions = (count: number) => Array.from({ length: count }, (_, at) => `f${at}(): void`).join('; ');

const law: Planted<keyof typeof rules>[] = [
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
        "import type { BDeps } from './b.ts';\ntype ADeps = BDeps & Pick<C, 'e' | 'f'> & { g(x: { y: 1; z: 2 }): void };\ntype C = { e(): 1; f(): 1; other(): 1 };\nexport function createA(deps: ADeps) {}",
      'src/base/b.ts':
        'export type BDeps = {\n  a: Clock;\n  b: () => void;\n  c?: { d(): 1; e: 2 };\n  d: Map<string, Lane>;\n};',
    },
    'src/base/a.ts:4 createA has 7 dependencies',
  ],
  [
    'whatever the name of the type',
    'factoriesHaveFewDependencies',
    {
      'src/base/a.ts': `type ZzPorts = { ${functions(8)} };\nexport const createA = ({ ${fields(8)} }: ZzPorts) => 1;`,
      'src/base/b.ts': `type Few = { ${functions(6)} };\nexport const createB = ({ ${fields(6)} }: Few) => 1;`,
    },
    'src/base/a.ts:2 createA has 8 dependencies',
  ],
  [
    'in an interface',
    'factoriesHaveFewDependencies',
    {
      'src/base/a.ts': `interface ZzDeps { ${functions(8)} }\nexport async function startA(deps: ZzDeps) {}`,
    },
    'src/base/a.ts:2 startA has 8 dependencies',
  ],
  [
    'in an object written in place',
    'factoriesHaveFewDependencies',
    { 'src/base/a.ts': `class A {\n  constructor(a: { ${functions(7)} }) {}\n}` },
    'src/base/a.ts:2 constructor has 7 dependencies',
  ],
  [
    'or one by one, data too',
    'factoriesHaveFewDependencies',
    {
      'src/base/a.ts': 'export function serveA(a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9) {}',
      'src/base/b.ts':
        "type Kind = 'a' | 'b';\ntype Options = { a: string; b?: number; c: Kind; d: readonly Kind[]; e: { f: boolean }; g: Set<string>; h: null };\nexport function openB(options: Options) {}",
    },
    'src/base/a.ts:1 serveA has 9 parameters',
  ],
];

keepsRules(rules, law);
