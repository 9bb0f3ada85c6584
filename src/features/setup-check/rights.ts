import type { MemberSetup } from '../../telegram/api.ts';
import type { CheckedChat } from './facts.ts';
import { type Finding, ok, problem, unknown } from './finding.ts';

type Right = { name: string; label: string; without: string };

/** Required rights, by the names in the apps (`FACTS.md #40`). */
const NEEDED: Record<'channel' | 'group', readonly Right[]> = {
  channel: [
    { name: 'can_post_messages', label: 'Post messages', without: 'no client gets a post' },
    {
      name: 'can_edit_messages',
      label: 'Edit messages of others',
      without: 'posts are not pinned',
    },
    {
      name: 'can_delete_messages',
      label: 'Delete messages of others',
      without: 'each pin leaves a line in the channel',
    },
  ],
  group: [
    {
      name: 'can_delete_messages',
      label: 'Delete messages',
      without: 'commands stay visible in the threads',
    },
  ],
};

export function botRights(
  where: 'channel' | 'group',
  { chat, bot }: CheckedChat,
  username: string,
): Finding[] {
  const check = `${where}.bot`;
  const path = `In Telegram: ${where} "${chat.title}" → Edit → Administrators`;
  if (!bot.known) {
    return [unknown(check, `Telegram does not tell what the bot may do in the ${where} (${bot.reason}).`)];
  }
  const { status, rights, isAnonymous } = bot.value;
  if (status !== 'administrator') {
    return [
      problem(
        check,
        `The bot is ${standing(status)} the ${where}, not an administrator: ${WITHOUT_OFFICE[where]}.`,
        `${path} → Add administrator → @${username}, with ${labels(NEEDED[where])}.`,
      ),
    ];
  }
  const missing = NEEDED[where].filter(({ name }) => !rights.includes(name));
  const found = missing.map(({ name, label, without }) =>
    problem(
      `${where}.${name}`,
      `The bot lacks "${label}" in the ${where}: ${without}.`,
      `${path} → @${username} → switch on "${label}".`,
    ),
  );
  if (where === 'group' && isAnonymous) {
    found.push(
      problem(
        'group.bot-anonymous',
        'The bot is an anonymous administrator: its comments would be signed by the group.',
        `${path} → @${username} → switch off "Remain anonymous".`,
      ),
    );
  }
  return found.length > 0 ? found : [ok(check, `The bot has what it needs in the ${where}.`)];
}

const WITHOUT_OFFICE = {
  channel: 'it cannot post there',
  group: 'Telegram shows it neither the copies of the posts nor the comments',
};

function standing(status: MemberSetup['status']): string {
  if (status === 'kicked') return 'banned from';
  return status === 'left' ? 'not in' : 'a member of';
}

const labels = (rights: readonly Right[]): string => rights.map(({ label }) => `"${label}"`).join(', ');
