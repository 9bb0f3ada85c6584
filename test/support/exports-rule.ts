import { lineAt, type Source, target } from '../../scripts/static/source-scan.ts';

/** Vitest and the reader of the Bot API's schema use the exports of these files. */
const CALLED_BY_TOOLS: readonly string[] = [
  'test/support/global-setup.ts',
  'test/support/bot-api/schema-root.ts',
];

const EXPORTED =
  /\bexport\s+(?:declare\s+)?(?:async\s+)?(?:function\*?|const|let|class|type|interface|enum)\s+([\w$]+)/g;

/** An interface of another file that grows here. */
const AUGMENTED = /\bdeclare module '([^']+)' \{\s*interface ([\w$]+)/g;

/** Finds exports without an import in another file. A test counts as another file. */
export function exportsAreUsed(sources: readonly Source[]): string[] {
  const used = new Set(
    sources.flatMap(({ path, imports, text }) => [
      ...imports.flatMap(({ specifier, names }) => names.map((name) => `${target(path, specifier)} ${name}`)),
      ...[...text.matchAll(AUGMENTED)].map(
        ([, specifier = '', name]) => `${target(path, specifier)} ${name}`,
      ),
    ]),
  );
  return sources
    .filter(
      ({ path }) => /\.[jt]s$/.test(path) && !path.endsWith('.test.ts') && !CALLED_BY_TOOLS.includes(path),
    )
    .flatMap(({ path, code }) =>
      [...code.matchAll(EXPORTED)]
        .filter(([, name = '']) => !used.has(`${path} ${name}`) && !used.has(`${path} *`))
        .map(({ 1: name = '', index }) => `${path}:${lineAt(code, index)} nobody imports ${name}`),
    );
}
