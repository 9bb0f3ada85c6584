import { existsSync, readFileSync } from 'node:fs';
import { SetupError } from '../base/errors.ts';
import { atPath } from '../base/file-error.ts';
import {
  audienceOf,
  checkName,
  orderBroadcast,
  renderAudience,
  renderOrdered,
} from '../features/campaigns/broadcast.ts';
import { broadcastOrder, recipientsIn, USAGE } from '../features/campaigns/broadcast-order.ts';
import { createCampaigns } from '../store/campaigns.ts';
import { clientIds } from '../store/client-ids.ts';
import { command } from './command.ts';
import { onDesk } from './open-desk.ts';

export const broadcastCommand = command({
  name: 'broadcast',
  summary: 'Sends a text to many clients, beside the conversations.',
  usage: USAGE,
  options: {
    name: { type: 'string' },
    to: { type: 'string' },
    text: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  async run({ options, words, misused }, terminal) {
    if (words.length > 0)
      throw misused(`"${words[0]}" is not understood. Put a text with blanks between quotes.`);
    const { name, to, text } = broadcastOrder(options);
    const named = to === 'all' ? null : recipientsIn(textOf(to.file));
    return onDesk(terminal, async ({ redis, keys, clients, dispatch, retention }) => {
      const campaigns = createCampaigns(redis, keys, retention.logDays);
      const now = terminal.now();
      await checkName(campaigns, name, text, now);
      const audience = await audienceOf(named ?? (await clientIds(redis, keys)), clients);
      terminal.print(renderAudience(name, audience));
      if (options['dry-run']) {
        terminal.print('Nobody was told: --dry-run.');
        return true;
      }
      const ordered = await orderBroadcast(
        { name, text },
        audience.reached,
        { campaigns, dispatch, keys },
        now,
      );
      terminal.print(renderOrdered(ordered));
      return true;
    });
  },
});

/** The file system's own refusal names the path. A missing file is a misunderstanding of --to. */
function textOf(file: string): string {
  if (!existsSync(file)) {
    throw new SetupError(
      `The file ${file} is not there. Name a file with the id of a client on each line, or all.`,
    );
  }
  return atPath(file, () => readFileSync(file, 'utf8'));
}
