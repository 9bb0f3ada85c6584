/** npm run erase <clientId> [-- --yes]: erases a client. Without --yes the command only shows what will go. */
import type { ClientId, EpochMs } from '../machines/ids.ts';
import { SetupError } from '../src/base/errors.ts';
import { eraseClient, renderErased, renderSurvey, surveyOf, USAGE } from '../src/cli/erase.ts';
import { npmTook, npmTookJson } from '../src/config/env.ts';
import { createClientStore } from '../src/store/client-store.ts';
import { complain } from './complain.ts';
import { openDesk } from './open-desk.ts';

async function main(args: string[]): Promise<void> {
  const json = args.includes('--json') || npmTookJson(process.env);
  const isSure = args.includes('--yes') || npmTook(process.env, 'yes');
  const [id, ...rest] = args.filter((arg) => arg !== '--json' && arg !== '--yes');
  const client = Number(id) as ClientId;
  if (id === undefined || rest.length > 0 || !/^\d+$/.test(id) || !Number.isSafeInteger(client)) {
    throw new SetupError(`${USAGE}\nThe client's id is the number in their post.`);
  }
  const { redis, keys, retention, close } = await openDesk();
  const deps = { redis, keys, clients: createClientStore(redis, keys, retention) };
  try {
    const survey = await surveyOf(client, deps);
    if (isSure && survey.name !== null) await eraseClient(client, deps, Date.now() as EpochMs);
    const erased = isSure || survey.name === null;
    if (json) console.log(JSON.stringify({ ...survey, erased }, null, 2));
    else console.log(isSure && survey.name !== null ? renderErased(client) : renderSurvey(survey));
    if (!erased) console.log(`Nothing was erased. To erase: npm run erase ${client} -- --yes`);
  } finally {
    await close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error);
}
