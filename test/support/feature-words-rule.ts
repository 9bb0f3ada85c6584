import { lineAt, type Source } from '../../scripts/static/source-scan.ts';

/** Areas that every feature stands on. */
const ENGINES = ['src/actor/', 'src/store/', 'src/telegram/', 'src/outbox/', 'src/router/'];

/** The regions of the chart decide effects and texts, and so spell the words of every feature. */
const REGIONS = 'machines/client/regions/';

const isIn = (places: readonly string[], path: string) => places.some((place) => path.startsWith(place));
/** The sandbox has words of its own. */
const isOurs = ({ path }: Source) =>
  /^(src|machines|scripts)\//.test(path) && !path.startsWith('src/sandbox/');
const featureOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1];

export function enginesKnowNoFeature(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => isIn(ENGINES, path))
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => specifier.includes('/features/'))
        .map(({ specifier, line }) => `${path}:${line} imports ${specifier}, a feature`),
    );
}

/** A word by the feature that owns the word. */
type Owners = ReadonlyMap<string, string>;

/**
 * The feature that delivers a kind of effect owns the kind; the feature with a text owns the key of the text. Only the
 * owner and the regions spell the word. Other places use a function of the owner, or a word of an engine.
 */
export function wordsHaveOneOwner(sources: readonly Source[]): string[] {
  const kinds = ownersOf(sources, kindsOf);
  const keys = ownersOf(sources, keysOf);
  return sources
    .filter((source) => isOurs(source) && !source.path.startsWith(REGIONS))
    .flatMap((source) => {
      const own = featureOf(source.path);
      // A command of operators may have the name of the effect that the command orders.
      const isCommand = (word: string) => [`src/cli/${word}.ts`, `scripts/${word}.ts`].includes(source.path);
      const kindsHere = source.literals
        .filter(({ value }) => !isCommand(value))
        .map(({ value, line }) => ({ value, line, owner: kinds.get(value) }));
      return [...kindsHere, ...keysIn(source, keys)].flatMap(({ value, line, owner }) =>
        owner === undefined || owner === own ? [] : [`${source.path}:${line} "${value}" belongs to ${owner}`],
      );
    });
}

function ownersOf(sources: readonly Source[], wordsOf: (source: Source) => string[]): Owners {
  return new Map(
    sources.flatMap((source) => {
      const owner = featureOf(source.path);
      return owner === undefined ? [] : wordsOf(source).map((word) => [word, owner] as const);
    }),
  );
}

/** The kinds of effects in the table of a feature. */
function kindsOf({ path, text }: Source): string[] {
  if (!path.endsWith('/feature.ts')) return [];
  return [...text.matchAll(/deliveries: (?:\(.*\) => \()?\{([^}]*)\}/g)].flatMap(([, rows = '']) =>
    rows
      .split(',')
      .map((row) => row.split(':')[0]?.trim() ?? '')
      .filter((kind) => kind !== ''),
  );
}

/** The keys in the catalogue of a feature. */
function keysOf({ path, text }: Source): string[] {
  if (!path.endsWith('/texts.ts')) return [];
  const variables = /variables: \{([^]*?)\n? *\},\n/.exec(text)?.[1] ?? '';
  return [...variables.matchAll(/(?:'([\w-]+)'|\b(\w+)): \[/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

/** A key of one plain word, such as `start`, is a key only where a text is said. */
function keysIn({ text, literals }: Source, keys: Owners) {
  const compound = literals.flatMap(({ value, line }) => {
    const isPrefix = /^[a-z]+-[\w-]*\$\{$/.test(value);
    const key = isPrefix ? [...keys.keys()].find((each) => each.startsWith(value.slice(0, -2))) : value;
    return key?.includes('-') ? [{ value, line, owner: keys.get(key) }] : [];
  });
  const plain = [...text.matchAll(/(?:\bkey: |\bsay(?:ing)?\()'([a-z0-9]+)'/g)].map(
    ({ 1: value = '', index }) => ({
      value,
      line: lineAt(text, index),
      owner: keys.get(value),
    }),
  );
  return [...compound, ...plain];
}

/** The router makes the acts of people, and the actor reads the message of an act. */
const ACTS = ['src/router/', 'src/actor/'];

/** The places outside the chart that make or read an event. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  // The edit of a message that never came is a new message.
  'client.wrote': [...ACTS, 'src/features/edits/'],
  'client.edited': ACTS,
  'client.reacted': ACTS,
  'client.started': ACTS,
  'agent.commented': ACTS,
  'agent.noted': ACTS,
  'agent.edited': ACTS,
  'agent.reacted': ACTS,
  'agent.strayed': ACTS,
  'client.blocked': ['src/router/', 'src/outbox/'],
  'client.returned': ['src/router/'],
  'client.erased': ['src/cli/', 'src/store/', 'src/telemetry/'],
  'copy.arrived': ['src/router/'],
  'thread.lost': ['src/outbox/', 'src/telemetry/'],
};

/**
 * The chart owns the events. EVENTS lists the other places of an event. Every further event belongs to one feature,
 * whose command or delivery causes the event.
 */
export function eventsHaveOneSource(sources: readonly Source[]): string[] {
  const events = new Set(sources.flatMap(eventsOf));
  const spelled = sources
    .filter((source) => isOurs(source) && !source.path.startsWith('machines/'))
    .flatMap(({ path, literals }) =>
      literals.filter(({ value }) => events.has(value)).map(({ value, line }) => ({ path, value, line })),
    );
  return spelled.flatMap(({ path, value, line }) => {
    const places = EVENTS[value] ?? [featureIn(spelled, value)];
    return isIn(places, path) ? [] : [`${path}:${line} "${value}" is an event of ${places.join(', ')}`];
  });
}

function featureIn(spelled: readonly { path: string; value: string }[], event: string): string {
  const first = spelled.find(({ path, value }) => value === event && featureOf(path) !== undefined);
  return `src/features/${first === undefined ? '' : featureOf(first.path)}/`;
}

function eventsOf({ path, text }: Source): string[] {
  if (path !== 'machines/client/event.ts' && !path.startsWith(REGIONS)) return [];
  return [...text.matchAll(/\btype: '([a-z]+\.[a-z]+)'/g)].map(([, event = '']) => event);
}

/** A region is a file of `chart.ts`; `ticket-lines.ts` is a part of the region `ticket`. */
export function regionsStandApart(sources: readonly Source[]): string[] {
  const files = sources.filter(({ path }) => path.startsWith(REGIONS));
  const regions = files
    .filter(({ text }) => /\bexport const \w+: Region\b/.test(text))
    .map(({ path }) => nameOf(path));
  const regionOf = (name: string) =>
    regions.find((region) => name === region || name.startsWith(`${region}-`));
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => specifier.startsWith('./'))
      .flatMap(({ specifier, line }) => {
        const from = regionOf(nameOf(path));
        const to = regionOf(nameOf(specifier));
        return to === undefined || to === from
          ? []
          : [`${path}:${line} a part outside the region ${to} imports it`];
      }),
  );
}

const nameOf = (path: string): string => /([^/]+)\.ts$/.exec(path)?.[1] ?? '';
