import type { TelegramApi } from '../../telegram/api.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { ChatId } from '../../telegram/call.ts';
import type { Board } from '../../telegram/boards.ts';

/**
 * A problem of the channel or the group. The `rights` are the bot's; `refused`: Telegram refuses every message, for an
 * unknown reason.
 */
export type ChannelTrouble =
  | 'channel-rights'
  | 'group-rights'
  | 'unlinked'
  | 'other-group'
  | 'threads-fail'
  | 'channel-refused'
  | 'group-refused';

export type HealthReport = ChannelTrouble | 'repaired' | 'group-moved';

export type DeskChat = 'channel' | 'group';

const BOTH: readonly DeskChat[] = ['channel', 'group'];

/**
 * Lanes that stay closed while a trouble lasts. Without its rights in the group, or in another group than the channel's,
 * the bot does not hear the team's answers.
 */
const CLOSED_LANES: Record<ChannelTrouble, readonly DeskChat[]> = {
  'channel-rights': ['channel'],
  'group-rights': BOTH,
  unlinked: BOTH,
  'other-group': BOTH,
  'threads-fail': [],
  'channel-refused': [],
  'group-refused': [],
};

export const lanesClosedBy = (troubles: Iterable<ChannelTrouble>): ReadonlySet<DeskChat> =>
  new Set([...troubles].flatMap((trouble) => CLOSED_LANES[trouble]));

/** Questions to Telegram about a chat of the board. */
export type BoardLook = Pick<TelegramApi, 'chat'> & {
  /** True if the bot is an administrator, and may post in a channel. */
  isServing(chat: ChatId): Promise<boolean>;
};

type Looked = { api: BoardLook; board: Board };

/** `judged`: troubles that the look could prove or disprove. */
type Examined = { found: ChannelTrouble[]; judged: ChannelTrouble[]; isPublic: boolean | null };

/**
 * Looks at the channel and the group of a board.
 * @throws TelegramError when Telegram does not answer
 */
export async function examine(
  { api, board }: Looked,
  onMoved: (from: number, to: number) => Promise<void>,
): Promise<Examined> {
  const { channelId } = board;
  const found: ChannelTrouble[] = [];
  const judged: ChannelTrouble[] = ['channel-rights', 'group-rights'];
  if (!(await servesGroup({ api, board }, onMoved))) found.push('group-rights');
  if (!(await api.isServing(channelId))) {
    return { found: [...found, 'channel-rights'], judged, isPublic: null };
  }
  const { linkedChatId, isPublic } = await api.chat(channelId);
  if (linkedChatId === null) found.push('unlinked');
  else if (linkedChatId !== board.groupId) found.push('other-group');
  return { found, judged: [...judged, 'unlinked', 'other-group'], isPublic };
}

async function servesGroup(
  { api, board }: Looked,
  onMoved: (from: number, to: number) => Promise<void>,
): Promise<boolean> {
  try {
    return await api.isServing(board.groupId);
  } catch (error) {
    if (!(error instanceof TelegramError) || error.migratedTo === null) throw error;
    await onMoved(board.groupId, error.migratedTo);
    return api.isServing(board.groupId);
  }
}
