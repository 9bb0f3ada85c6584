import type { UserId } from '../../machines/ids.ts';
import type {
  BoardFacts,
  CheckedChat,
  DeepFacts,
  Facts,
  Person,
} from '../../src/features/setup-check/facts.ts';
import type { AdministratorSetup, ChatSetup, MemberSetup } from '../../src/telegram/api.ts';

const CHANNEL = -1001;
const GROUP = -1002;
const BOT = 9000 as UserId;

/** Facts of a correct desk, and possible differences. */
export const known = <T>(value: T) => ({ known: true, value }) as const;
export const refused = { known: false, reason: 'Bad Request: chat not found' } as const;

export const admin = (
  id: number,
  name: string,
  more: Partial<AdministratorSetup> = {},
): AdministratorSetup => ({
  id: id as UserId,
  name,
  isBot: false,
  isAnonymous: false,
  ...more,
});

export const person = (id: number, name: string, isBot = false): Person => ({
  id: id as UserId,
  name,
  isBot,
});

const chat = (id: number, more: Partial<ChatSetup>): ChatSetup => ({
  id,
  type: 'supergroup',
  title: 'Desk',
  username: null,
  linkedChatId: null,
  isForum: false,
  slowModeS: 0,
  autoDeleteS: 0,
  onlyMembersWrite: false,
  joiningIsApproved: false,
  newMembersSeeHistory: true,
  antiSpam: false,
  forbidden: [],
  reactions: null,
  ...more,
});

export const RIGHTS = ['can_post_messages', 'can_edit_messages', 'can_delete_messages'];

export type Change = {
  wanted?: Partial<BoardFacts['wanted'] & Pick<Facts, 'webhookUrl'>>;
  bot?: Partial<Facts['bot']>;
  webhook?: Facts['webhook'];
  channel?: Partial<ChatSetup>;
  channelBot?: Partial<MemberSetup>;
  channelAdmins?: AdministratorSetup[];
  group?: Partial<ChatSetup>;
  groupBot?: Partial<MemberSetup>;
  groupAdmins?: AdministratorSetup[];
  facts?: Partial<BoardFacts>;
};

/** A correct desk with the change. */
export function facts(change: Change = {}): Facts {
  const member = (more: Partial<MemberSetup> = {}): MemberSetup => ({
    status: 'administrator',
    rights: RIGHTS,
    isAnonymous: false,
    ...more,
  });
  const place = (setup: ChatSetup, bot: MemberSetup, administrators: AdministratorSetup[]): CheckedChat => ({
    chat: setup,
    bot: known(bot),
    administrators: known(administrators),
  });
  const everybody = [admin(1, 'Bia'), admin(BOT, 'Balcão', { isBot: true })];
  const channel = chat(CHANNEL, { type: 'channel', linkedChatId: GROUP, ...change.channel });
  const group = chat(GROUP, { linkedChatId: CHANNEL, ...change.group });
  const { webhookUrl = null, ...wanted } = change.wanted ?? {};
  return {
    webhookUrl,
    bot: { id: BOT, username: 'balcao_bot', readsAllMessages: false, canJoinGroups: true, ...change.bot },
    webhook: change.webhook ?? known({ url: '', waiting: 0, lastError: null }),
    boards: [
      {
        wanted: { channelId: CHANNEL, groupId: null, ...wanted },
        channel: known(place(channel, member(change.channelBot), change.channelAdmins ?? everybody)),
        group: known(place(group, member(change.groupBot), change.groupAdmins ?? everybody)),
        unreachable: known([]),
        deep: null,
        ...change.facts,
      },
    ],
  };
}

export const deep = (more: Partial<DeepFacts> = {}): BoardFacts['deep'] =>
  known({
    signatures: false,
    historyHidden: false,
    channelMembers: { people: [person(1, 'Bia')], isComplete: true },
    groupMembers: { people: [person(1, 'Bia'), person(BOT, 'Balcão', true)], isComplete: true },
    ...more,
  });
