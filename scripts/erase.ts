/** npm run erase <clientId> [-- --yes]: erases a client. Without --yes the command only shows what will go. */
import type { EpochMs } from '../machines/ids.ts';
import { eraseClient, renderErased, renderSurvey, surveyOf, USAGE } from '../src/cli/erase.ts';
import { npmTook } from '../src/config/env.ts';
import { onDesk } from './open-desk.ts';
import { clientIn, runCommand, splitJson } from './run-command.ts';

await runCommand(async (args) => {
  const { json, words } = splitJson(args);
  const isSure = words.includes('--yes') || npmTook(process.env, 'yes');
  const client = clientIn(
    words.filter((word) => word !== '--yes'),
    USAGE,
  );
  await onDesk(async (desk) => {
    const survey = await surveyOf(client, desk);
    if (isSure && survey.name !== null) await eraseClient(client, desk, Date.now() as EpochMs);
    const erased = isSure || survey.name === null;
    if (json) console.log(JSON.stringify({ ...survey, erased }, null, 2));
    else console.log(isSure && survey.name !== null ? renderErased(client) : renderSurvey(survey));
    if (!erased) console.log(`Nothing was erased. To erase: npm run erase ${client} -- --yes`);
  });
});
