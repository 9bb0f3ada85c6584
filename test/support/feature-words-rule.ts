import type { Source } from '../../scripts/static/source-scan.ts';

/** Areas that every feature stands on. */
const ENGINES = ['src/actor/', 'src/store/', 'src/telegram/', 'src/outbox/', 'src/router/'];

/** An engine imports no feature, and spells no kind of effect that a feature delivers. */
export function enginesKnowNoFeature(sources: readonly Source[]): string[] {
  const kinds = new Set(sources.flatMap(deliveredBy));
  return sources
    .filter(({ path }) => ENGINES.some((engine) => path.startsWith(engine)))
    .flatMap((source) =>
      [
        ...source.imports
          .filter(({ specifier }) => specifier.includes('/features/'))
          .map(({ specifier, line }) => ({ word: specifier, line })),
        ...source.literals
          .filter(({ value }) => kinds.has(value))
          .map(({ value, line }) => ({ word: value, line })),
      ].map((found) => ({ ...found, path: source.path })),
    )
    .map(({ path, line, word }) => `${path}:${line} "${word}" belongs to a feature`);
}

/** The kinds of effects in the table of a feature. */
function deliveredBy({ path, text }: Source): string[] {
  if (!/^src\/features\/[^/]+\/feature\.ts$/.test(path)) return [];
  return [...text.matchAll(/deliveries: (?:\(.*\) => \()?\{([^}]*)\}/g)].flatMap(([, rows = '']) =>
    rows
      .split(',')
      .map((row) => row.split(':')[0]?.trim() ?? '')
      .filter((kind) => kind !== ''),
  );
}
