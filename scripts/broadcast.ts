/** npm run broadcast -- --name … --to … --text …: sends a text to many clients, beside the conversations. */
import { readFileSync } from 'node:fs';
import type { EpochMs } from '../machines/ids.ts';
import { createDispatchBeside } from '../src/actor/dispatch.ts';
import { SetupError } from '../src/base/errors.ts';
import { npmTook } from '../src/config/env.ts';
import {
  audienceOf,
  checkName,
  orderBroadcast,
  renderAudience,
  renderOrdered,
} from '../src/features/campaigns/broadcast.ts';
import { broadcastOrder, recipientsIn } from '../src/features/campaigns/broadcast-order.ts';
import { createCampaigns } from '../src/store/campaigns.ts';
import { clientIds } from '../src/store/client-ids.ts';
import { onDesk } from './open-desk.ts';
import { runCommand } from './run-command.ts';

await runCommand(async (args) => {
  const { name, to, text, dryRun } = broadcastOrder(args);
  const named = to === 'all' ? null : recipientsIn(textOf(to.file));
  await onDesk(async ({ redis, keys, clients, retention }) => {
    const campaigns = createCampaigns(redis, keys, retention.logDays);
    const now = Date.now() as EpochMs;
    await checkName(campaigns, name, text, now);
    const audience = await audienceOf(named ?? (await clientIds(redis, keys)), clients);
    console.log(renderAudience(name, audience));
    if (dryRun || npmTook(process.env, 'dry_run')) {
      console.log('Nobody was told: --dry-run.');
      return;
    }
    const dispatch = createDispatchBeside(clients);
    console.log(
      renderOrdered(
        await orderBroadcast({ name, text }, audience.reached, { keys, campaigns, dispatch }, now),
      ),
    );
  });
});

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SetupError(
      `The file ${file} cannot be read. Name a file with the id of a client on each line, or all.`,
    );
  }
}
