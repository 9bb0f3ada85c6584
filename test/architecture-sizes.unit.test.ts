import { exportsAreUsed } from './support/exports-rule.ts';
import { keepsRules, type Planted } from './support/keeps-rules.ts';
import { factoriesHaveFewDependencies, filesAreShort, functionsAreShort } from './support/size-rules.ts';

const rules = { exportsAreUsed, factoriesHaveFewDependencies, filesAreShort, functionsAreShort };

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
        "import type { BDeps } from './b.ts';\ntype ADeps = BDeps & Pick<C, 'e' | 'f'> & { g(x: { y: 1; z: 2 }): void };",
      'src/base/b.ts':
        'export type BDeps = {\n  a: 1;\n  b: () => void;\n  c?: { d: 1; e: 2 };\n  d: Map<string, number>;\n};',
    },
    'src/base/a.ts:2 ADeps has 7 members',
  ],
];

keepsRules(rules, law);
