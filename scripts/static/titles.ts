import { execFileSync } from 'node:child_process';

type Commit = { id: string; title: string };

const LONGEST_TITLE = 60;
const CONVENTIONAL =
  /^(feat|fix|refactor|perf|test|docs|build|ci|chore|style|revert)(\([a-z0-9 ,./-]+\))?!?: (\S+)/;
/** Verbs in the imperative that end like a past, a participle or a third person. */
const IMPERATIVES = new Set(
  'embed feed need seed speed shed wed bring ring string swing sing bypass pass press address discuss process focus bus cross dismiss express guess miss possess suppress toss compress access assess'.split(
    ' ',
  ),
);
const NO_VERB = new Set(
  'a an the no not nobody nothing what who whoever which where when how it its that this these those one there all every each some somebody of for from with by in on at to'.split(
    ' ',
  ),
);

/** Faults of each title. */
export function faultsOfTitles(commits: readonly Commit[]): string[] {
  return commits.flatMap(({ id, title }) => faultsOf(title).map((fault) => `${id} "${title}": ${fault}`));
}

function faultsOf(title: string): string[] {
  const faults = title.length > LONGEST_TITLE ? [`${title.length} characters; at most ${LONGEST_TITLE}`] : [];
  const verb = CONVENTIONAL.exec(title)?.[3];
  if (verb === undefined) return [...faults, 'write "type(area): verb …", as Conventional Commits'];
  return isImperative(verb.toLowerCase()) ? faults : [...faults, `"${verb}" is no verb in the imperative`];
}

const isImperative = (word: string): boolean =>
  IMPERATIVES.has(word) || (!NO_VERB.has(word) && !/(ed|ing|[^su]s)$/.test(word));

/** The commits after `base`. Empty if the history does not reach `base`, as in a shallow clone. */
export function commitsSince(base: string, folder: string): Commit[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    git('merge-base', '--is-ancestor', base, 'HEAD');
  } catch {
    return [];
  }
  return git('log', '--no-merges', '--abbrev=7', '--format=%h %s', `${base}..HEAD`)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ id: line.slice(0, line.indexOf(' ')), title: line.slice(line.indexOf(' ') + 1) }));
}
