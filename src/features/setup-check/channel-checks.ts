import type { BotSetup } from '../../telegram/api.ts';
import type { BoardFacts, CheckedChat } from './facts.ts';
import { type Finding, ok, problem, warning } from './finding.ts';
import { lifetime } from './lifetime.ts';
import { botRights } from './rights.ts';

export function channelChecks({ channel, wanted, deep }: BoardFacts, bot: BotSetup): Finding[] {
  if (!channel.known) {
    return [
      problem(
        'channel',
        `The bot cannot see the channel ${wanted.channelId} (${channel.reason}).`,
        `In Telegram: channel → Edit → Administrators → Add administrator → @${bot.username}. Or correct CHANNEL_ID.`,
      ),
    ];
  }
  const place = channel.value;
  const { chat } = place;
  if (chat.type !== 'channel') {
    return [
      problem('channel.type', `${wanted.channelId} is a ${chat.type}, not a channel.`, 'Correct CHANNEL_ID.'),
    ];
  }
  const path = `In Telegram: channel "${chat.title}" → Edit`;
  const findings = [
    ok('channel', `The channel is "${chat.title}".`),
    ...botRights('channel', place, bot.username),
    ...comments(place, wanted.groupId, path),
    ...lifetime('channel', chat.autoDeleteS, 'posts, and the threads with them, vanish'),
  ];
  if (chat.username !== null) {
    findings.push(
      warning(
        'channel.public',
        `The channel is public (@${chat.username}): anybody can read what clients write, and only its administrators are of the team.`,
        `${path} → Channel type → Private.`,
      ),
    );
  }
  if (deep?.known === true && deep.value.signatures) {
    findings.push(
      warning(
        'channel.signatures',
        "The channel signs its posts: each one carries the bot's name besides the client's.",
        `${path} → Sign messages → off.`,
      ),
    );
  }
  return findings;
}

function comments({ chat }: CheckedChat, wantedGroup: number | null, path: string): Finding[] {
  const check = 'channel.comments';
  if (chat.linkedChatId === null) {
    return [
      problem(
        check,
        'The channel has no discussion group, so posts have no comments.',
        `${path} → Discussion → choose or create a group.`,
      ),
    ];
  }
  if (wantedGroup !== null && wantedGroup !== chat.linkedChatId) {
    return [
      problem(
        check,
        `The channel's discussion group is ${chat.linkedChatId}, and GROUP_ID says ${wantedGroup}.`,
        `Remove GROUP_ID. Or ${path} → Discussion → unlink, and choose the other group.`,
      ),
    ];
  }
  return [ok(check, `Comments are on, in the group ${chat.linkedChatId}.`)];
}
