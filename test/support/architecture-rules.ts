import { type Source, lineAt, packageOf, target } from '../../scripts/static/source-scan.ts';

/** Returns faults as `file:line fault`. An empty list means: the rule holds. */
type Rule = (sources: readonly Source[]) => string[];

/** Imports point down this list only. Two areas on a line may not import each other both ways. */
const levels: readonly (readonly string[])[] = [
  ['machines'],
  ['src/base'],
  ['src/config', 'src/telemetry', 'src/i18n'],
  ['src/actor'],
  ['src/store', 'src/embedded-redis'],
  ['src/telegram'],
  ['src/router', 'src/outbox', 'src/jobs', 'src/leader'],
  // The sandbox imports no other area; a feature may ask for a running sandbox.
  ['src/sandbox'],
  ['src/features'],
  ['src/http', 'src/cli'],
  ['src/desk'],
  ['src/main.ts', 'scripts'],
];

/** The areas that may import a package. Tests may import any package. */
const homes: Record<string, readonly string[]> = {
  xstate: ['machines', 'src/actor'],
  zod: ['src/config', 'src/http', 'src/sandbox'],
  pino: ['src/telemetry'],
  'pino-pretty': ['src/telemetry'],
  '@fluent/bundle': ['src/i18n'],
  ioredis: ['src/store', 'src/embedded-redis'],
  grammy: ['src/telegram'],
  undici: ['src/telegram/json-fetch.ts', 'scripts/bench/sandbox-client.ts'],
  '@grammyjs/types': ['src/telegram', 'src/sandbox'],
  busboy: ['src/sandbox'],
  esbuild: ['src/sandbox/control'],
  fastify: ['src/http'],
  '@fastify/static': ['src/http'],
  '@fastify/rate-limit': ['src/http'],
  '@fastify/helmet': ['src/http'],
  'fastify-type-provider-zod': ['src/http'],
  'prom-client': ['src/telemetry'],
  telegram: ['src/features/setup-check/mtproto.ts'],
  'temporal-polyfill': ['src/base/calendar/zoned-time.ts'],
};

/** The only file with questions to the operating system about processes. Uses no other part of `process`. */
const ASKS_ABOUT_PROCESSES = 'src/embedded-redis/process-identity.ts';

/** The longest match: an engine-like feature may stand on a separate line. */
const areaOf = (path: string): string | null =>
  levels
    .flat()
    .filter((area) => path === area || path.startsWith(`${area}/`))
    .sort((a, b) => b.length - a.length)[0] ?? null;
const levelOf = (area: string) => levels.findIndex((level) => level.includes(area));
const isProduct = ({ path }: Source) => /^(src|machines|scripts)\//.test(path);
const isTypeScript = ({ path }: Source) => path.endsWith('.ts');
const product = (sources: readonly Source[]) => sources.filter(isProduct);

function inCode(source: Source, pattern: RegExp, complaint: string): string[] {
  return [...source.code.matchAll(pattern)].map(
    (match) => `${source.path}:${lineAt(source.code, match.index)} ${match[0].trim()}: ${complaint}`,
  );
}

/** Every import between two files of the project. */
function edges(sources: readonly Source[]) {
  return sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, line }) => {
      const to = target(path, specifier);
      return to === null ? [] : [{ from: path, to, line }];
    }),
  );
}

export const everyFileHasAnArea: Rule = (sources) =>
  product(sources)
    .filter(({ path }) => areaOf(path) === null)
    .map(({ path }) => `${path}:1 belongs to no area of the import order`);

export const importsPointDown: Rule = (sources) => {
  const between = edges(product(sources)).map(({ from, to, line }) => ({
    from: areaOf(from) ?? from,
    to: areaOf(to) ?? to,
    where: `${from}:${line}`,
  }));
  const pairs = new Set(between.map(({ from, to }) => `${from} > ${to}`));
  return between.flatMap(({ from, to, where }) => {
    if (from === to) return [];
    if (levelOf(to) === -1) return [`${where} imports ${to}, which is no area of ours`];
    if (levelOf(from) < levelOf(to)) return [`${where} imports upwards: ${from} may not know ${to}`];
    const bothWays = levelOf(from) === levelOf(to) && pairs.has(`${to} > ${from}`);
    return bothWays ? [`${where} ${from} and ${to} know each other; one of them must not`] : [];
  });
};

/** Files of `machines/` with plain values only. */
const PLAIN_VALUES = ['machines/ids.ts', 'machines/desk/working-hours.ts'];

export const baseKnowsOnlyTheWords: Rule = (sources) =>
  edges(sources)
    .filter(
      ({ from, to }) =>
        from.startsWith('src/base/') && to.startsWith('machines/') && !PLAIN_VALUES.includes(to),
    )
    .map(({ from, to, line }) => `${from}:${line} base knows only ${PLAIN_VALUES.join(' and ')}, not ${to}`);

export const sandboxStandsAlone: Rule = (sources) =>
  edges(sources)
    .filter(({ from, to }) => from.startsWith('src/sandbox/') && !to.startsWith('src/sandbox/'))
    .map(({ from, to, line }) => `${from}:${line} the sandbox imports nothing else of ours, not ${to}`);

/** The sandbox has five folders, an entry and a README, and no other loose file. */
export const sandboxHasFiveFolders: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('src/sandbox/') && path !== 'src/sandbox/start.ts')
    .filter(({ path }) => !/^src\/sandbox\/(bot-api|world|people|control|console)\//.test(path))
    .map(({ path }) => `${path}:1 belongs in bot-api, world, people, control or console`);

/** A browser runs the console, so the console imports only console files, and types from elsewhere. */
export const consoleRunsInTheBrowser: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('src/sandbox/console/'))
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ typeOnly }) => !typeOnly)
        .filter(({ specifier }) => !target(path, specifier)?.startsWith('src/sandbox/console/'))
        .map(({ specifier, line }) => `${path}:${line} the browser cannot load ${specifier}: import type`),
    );

export const featuresStandApart: Rule = (sources) => {
  const feature = (path: string) => /^src\/features\/([^/]+)/.exec(path)?.[1];
  return edges(sources)
    .filter(
      ({ from, to }) =>
        feature(from) !== undefined && feature(to) !== undefined && feature(from) !== feature(to),
    )
    .map(({ from, to, line }) => `${from}:${line} a feature imports another feature, ${to}`);
};

export const noCycles: Rule = (sources) => {
  const known = new Map(product(sources).map((source) => [source.path, edges([source])]));
  const settled = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (settled.has(path)) return;
    for (const { to, line } of known.get(path) ?? []) {
      const start = [...trail, path].indexOf(to);
      if (start === -1) visit(to, [...trail, path]);
      else
        cycles.push(`${path}:${line} closes a cycle: ${[...trail, path].slice(start).join(' → ')} → ${to}`);
    }
    settled.add(path);
  };
  for (const path of known.keys()) visit(path, []);
  return cycles;
};

export const packagesAreAtHome: Rule = (sources) =>
  product(sources).flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, line, typeOnly }) => {
      const name = packageOf(specifier);
      if (name === null) return [];
      const home = homes[name];
      if (home === undefined) return [`${path}:${line} ${name} has no home; give it one`];
      if (!home.some((area) => path === area || path.startsWith(`${area}/`))) {
        return [`${path}:${line} ${name} is imported outside ${home.join(', ')}`];
      }
      const onlyTypes = name === '@grammyjs/types' && !typeOnly;
      return onlyTypes ? [`${path}:${line} ${name} holds types: import type`] : [];
    }),
  );

export const machinesArePure: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('machines/'))
    .flatMap((source) => [
      ...inCode(
        source,
        /\b(Date|globalThis|Math\.random|async|await|setTimeout|setInterval|setImmediate|process|performance|crypto|fetch)\b/g,
        'machines know no clock, chance, I/O or waiting',
      ),
      ...source.imports
        .filter(({ specifier }) => specifier.startsWith('node:'))
        .map(({ specifier, line }) => `${source.path}:${line} machines import no ${specifier}`),
    ]);

/** The files that read the clock of the system. Everything else is handed a clock, so that a test drives the time. */
const CLOCKS = ['src/base/clock.ts', 'src/sandbox/', 'src/embedded-redis/fetch-debian.ts'];

export const theClockIsHandedIn: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('src/') && !CLOCKS.some((clock) => path.startsWith(clock)))
    .flatMap((source) =>
      inCode(
        source,
        /\bDate\s*\.\s*now\b|\bDate\s*\(\s*\)|\bnew (?:\w+\.)?Date\b(?!\s*\()/g,
        'take the time from the clock that is handed in',
      ),
    );

export const onlyMainTouchesTheProcess: Rule = (sources) =>
  product(sources)
    .filter(
      ({ path }) => path !== 'src/main.ts' && !path.startsWith('scripts/') && path !== ASKS_ABOUT_PROCESSES,
    )
    .flatMap((source) => [
      ...inCode(
        source,
        /(?<![\w$.])process\s*(\?\.|\.|\[)|\bglobalThis\b/g,
        'only main.ts and scripts/ touch the process',
      ),
      ...source.imports
        .filter(({ specifier }) => /^(node:)?process$/.test(specifier))
        .map(
          ({ specifier, line }) => `${source.path}:${line} ${specifier}: only main.ts and scripts/ touch it`,
        ),
    ]);

export const onlyConfigReadsTheEnvironment: Rule = (sources) =>
  product(sources).flatMap((source) =>
    inCode(source, /\bprocess\s*\.\s*env\s*(\?\.|\.|\[)/g, 'hand process.env whole to config/env.ts'),
  );

export const onlyKeysSpellsKeys: Rule = (sources) =>
  product(sources)
    .filter(({ path }) => path !== 'src/store/keys.ts')
    .flatMap(({ path, literals }) =>
      literals
        .filter(({ value }) => /^(balcao$|balcao:|\{\$\{)/.test(value))
        .filter(({ value }) => !(path.startsWith('src/embedded-redis/') && value === 'balcao:installation'))
        .map(
          ({ value, line }) =>
            `${path}:${line} "${value}" looks like a Redis key; only store/keys.ts spells one`,
        ),
    );

/** Shared Lua is included, not copied. */
export const luaIsShared: Rule = (sources) => {
  const functions = sources
    .filter(({ path }) => path.endsWith('.lua'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^local function (\w+)/gm)].map(({ 1: name = '', index }) => ({
        name,
        where: `${path}:${lineAt(text, index)}`,
      })),
    );
  return functions
    .filter(({ name }, at) => functions.findIndex((other) => other.name === name) < at)
    .map(({ name, where }) => `${where} another script has a ${name}: include one`);
};

export const noBarrels: Rule = (sources) =>
  sources
    .filter(isTypeScript)
    .flatMap((source) => [
      ...(/(^|\/)index\.ts$/.test(source.path) ? [`${source.path}:1 is a barrel by its name`] : []),
      ...inCode(source, /\bexport\s+\*/g, 'name what you export, where it is made'),
    ]);

export const noDefaultExports: Rule = (sources) =>
  sources
    .filter(isTypeScript)
    .flatMap((source) => inCode(source, /\bexport\s+default\b/g, 'export it by name'));

export const namesSayWhatFilesDo: Rule = (sources) =>
  sources
    .filter(({ path }) => /(^|[/.-])(utils?|helpers?|commons?|managers?|misc)([/.-])/.test(path))
    .map(({ path }) => `${path}:1 is not named for what it does`);

/** The test files of a worker share its modules. A hook that a helper registers at import serves the first file only. */
export const testsLeaveModulesAlone: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('test/'))
    .flatMap((source) => [
      ...inCode(source, /\bvi\s*\.\s*(?:do)?[mM]ock\(/g, 'hand the part in'),
      ...(source.path.endsWith('.test.ts')
        ? []
        : inCode(source, /^(?:before|after)(?:Each|All)\(/gm, 'register the hook in a function')),
    ]);

/** The suffix of a test names its cost: a unit test needs no Redis. */
export const unitTestsNeedNoRedis: Rule = (sources) =>
  sources
    .filter(({ path }) => path.endsWith('.unit.test.ts'))
    .flatMap((source) => inCode(source, /\b(?:test|another)Redis\(/g, 'name it .redis.test.ts'));
