/**
 * npm run prose [-- path]: measures the English of comments, pages, strings and texts by folder, and the commit titles.
 * With a path, prints the sentences with the most pronouns below the path, the worst first.
 */
import { fileURLToPath } from 'node:url';
import { densest, measure } from './static/measure.ts';
import { faultsOf, measureFolders, readSentences, renderMeasures } from './static/prose-report.ts';
import { commitsSince, faultsOfTitles } from './static/titles.ts';

/** The last commit before titles were checked. */
const TITLES_SINCE = 'b1a29ec';
const SHOWN = 60;

const root = fileURLToPath(new URL('..', import.meta.url));
const sentences = readSentences(root);
const [path] = process.argv.slice(2);

if (path === undefined) {
  const found = measureFolders(sentences);
  console.log('Per 100 words: pronouns and relative words. Per 100 sentences: those over 20 words.');
  console.log(renderMeasures(found));
  const faults = [...faultsOf(found), ...faultsOfTitles(commitsSince(TITLES_SINCE, root))];
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exitCode = 1;
  }
} else {
  const chosen = sentences.filter((sentence) => sentence.path.startsWith(path));
  console.log(renderMeasures(measureFolders(chosen)));
  const { banned, openers } = measure(chosen);
  console.log([...densest(chosen, SHOWN), ...banned, ...openers].join('\n'));
}
