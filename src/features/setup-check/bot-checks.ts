import { redactUrl } from '../../config/secret.ts';
import type { Facts } from './facts.ts';
import { type Finding, ok, plural, unknown, warning } from './finding.ts';

export function botChecks({ bot, webhook, webhookUrl, boards }: Facts): Finding[] {
  const findings = [ok('bot', `The bot is @${bot.username} (${bot.id}).`)];
  if (!bot.canJoinGroups && boards.some(({ group }) => group?.known === false)) {
    findings.push(
      warning(
        'bot.groups',
        'The bot may not be added to groups.',
        `@BotFather → /mybots → @${bot.username} → Bot Settings → Allow Groups? → Turn groups on.`,
      ),
    );
  }
  findings.push(privacy(bot.readsAllMessages));
  findings.push(webhookCheck(webhook, webhookUrl));
  return findings;
}

/** An administrator receives everything in every privacy mode (`FACTS.md #4`). */
const privacy = (isOff: boolean): Finding =>
  ok(
    'bot.privacy',
    isOff
      ? 'Privacy mode is off.'
      : 'Privacy mode is on, which does not matter to an administrator of the group.',
  );

function webhookCheck(webhook: Facts['webhook'], wanted: string | null): Finding {
  const check = 'bot.webhook';
  if (!webhook.known) return unknown(check, `Telegram does not tell about webhooks (${webhook.reason}).`);
  const { url, waiting, lastError } = webhook.value;
  const backlog = waiting === 0 ? '' : ` Waiting: ${plural(waiting, 'update')}.`;
  if (url === '') {
    const then = wanted === null ? '' : ' The desk sets it when it starts.';
    return ok(check, `No webhook is set.${then}${backlog}`);
  }
  if (wanted === null) {
    return warning(
      check,
      `Updates go to a webhook at ${redactUrl(url)}, while this desk polls. The desk removes the webhook when it starts, and whatever program serves it receives nothing more.`,
      'If that program is still in use, give the desk a bot of its own: @BotFather → /newbot.',
    );
  }
  if (url !== wanted) {
    return warning(
      check,
      `Updates go to a webhook at ${redactUrl(url)}, not to ${redactUrl(wanted)}. The desk changes that when it starts.`,
      'Start the desk, or correct WEBHOOK_URL.',
    );
  }
  if (lastError !== null) {
    return warning(
      check,
      `Telegram could not always deliver to the webhook: ${lastError.message}.${backlog}`,
      'Look at the proxy in front of the desk, and whether the desk runs.',
    );
  }
  return ok(check, `The webhook is set.${backlog}`);
}
