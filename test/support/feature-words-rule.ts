import type { Source } from '../../scripts/static/source-scan.ts';

/** Areas that every feature stands on. */
const ENGINES = ['src/actor/', 'src/store/', 'src/telegram/', 'src/outbox/', 'src/router/'];

/** Places of the words of features. The sandbox has words of its own. */
const HOMES = ['src/features/', 'machines/client/regions/', 'src/sandbox/'];

const isIn = (places: readonly string[], path: string) => places.some((place) => path.startsWith(place));

/**
 * An engine imports no feature. Outside the features and the regions of the chart, no file spells a kind of effect that a
 * feature delivers.
 */
export function enginesKnowNoFeature(sources: readonly Source[]): string[] {
  const kinds = new Set(sources.flatMap(deliveredBy));
  return sources
    .filter(({ path }) => /^(src|machines)\//.test(path) && !isIn(HOMES, path))
    .flatMap(({ path, imports, literals }) =>
      [
        ...(isIn(ENGINES, path) ? imports : [])
          .filter(({ specifier }) => specifier.includes('/features/'))
          .map(({ specifier, line }) => ({ word: specifier, line })),
        ...literals.filter(({ value }) => kinds.has(value)).map(({ value, line }) => ({ word: value, line })),
      ].map(({ word, line }) => `${path}:${line} "${word}" belongs to a feature`),
    );
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
