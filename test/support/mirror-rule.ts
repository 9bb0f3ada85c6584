import type { Source } from '../../scripts/static/source-scan.ts';

/** Tests of the whole product, beside the mirror of `src`. */
const WHOLE = [
  'test/e2e/',
  'test/main/',
  'test/architecture.',
  'test/architecture-',
  'test/licences.',
  'test/where-is.',
];

/** Tests of a story in which several modules of the area take part. Every other test has the name of a module. */
const STORIES: Readonly<Record<string, readonly string[]>> = {
  base: ['wall-clock'],
  desk: [
    'crash',
    'cut-connection',
    'feature-settings',
    'healing',
    'refused-writes',
    'standby-intake',
    'two-desks',
    'without-feature',
  ],
  features: ['gramjs-absent'],
  machines: [
    'codecs',
    'copies',
    'erased',
    'golden',
    'lifecycle',
    'lifecycle-ended',
    'random-walk',
    'readme',
    'reachability',
    'reactions',
    'revive',
  ],
  outbox: ['clock-jumps', 'outcome-changes'],
  router: ['actor'],
  store: ['stores'],
  telegram: ['facts'],
};

/** `test/store/links.redis.test.ts` tests `src/store/links.ts`; the suffix names the cost. */
export function testsMirrorTheSource(sources: readonly Source[]): string[] {
  const modules = sources
    .filter(({ path }) => /^(src|machines|scripts)\//.test(path))
    .map(({ path }) => path.replace(/^src\//, ''));
  const areas = new Set(modules.map((module) => module.split('/')[0]));
  return sources
    .filter(({ path }) => path.startsWith('test/') && path.endsWith('.test.ts'))
    .flatMap(({ path }) => {
      const [, area = '', ...rest] = path.split('/');
      const isWhole = WHOLE.some((place) => path.startsWith(place));
      const hasPlace = areas.has(area) || isWhole;
      const hasCost = /\.(unit|redis|e2e|browser)\.test\.ts$/.test(path);
      const name = (rest.at(-1) ?? '').replace(/(\.\w+)?\.test\.ts$/, '');
      const hasModule =
        isWhole || STORIES[area]?.includes(name) || modules.some((module) => tests(name, module, area));
      return [
        ...(hasPlace ? [] : [`${path}:1 mirrors no area of src`]),
        ...(hasCost || path === 'test/architecture.test.ts' ? [] : [`${path}:1 does not name the cost`]),
        ...(hasModule || !hasPlace ? [] : [`${path}:1 has the name of no module and of no story of ${area}`]),
      ];
    });
}

/** `links` and `links-of-albums` test `links.ts`, or a folder `links`. The tests of the sandbox tell what Telegram does. */
function tests(name: string, module: string, area: string): boolean {
  if (!module.startsWith(`${area}/`)) return false;
  if (area === 'sandbox') return true;
  return module
    .slice(area.length + 1)
    .split('/')
    .map((part) => part.replace(/\.\w+$/, ''))
    .some((part) => name === part || name === `${part}s` || name.startsWith(`${part}-`));
}
