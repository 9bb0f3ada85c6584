import type { TelegramApi } from '../../telegram/api.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { DeskChats } from '../../telegram/inbound.ts';

/**
 * A problem of the channel or the group. The `rights` are the bot's; `refused`: Telegram refuses every message, for an
 * unknown reason.
 */
export type PlaceTrouble =
  | 'channel-rights'
  | 'group-rights'
  | 'unlinked'
  | 'other-group'
  | 'threads-fail'
  | 'channel-refused'
  | 'group-refused';

export type PlaceReport = PlaceTrouble | 'repaired' | 'group-moved';

export type DeskChat = 'channel' | 'group';

const BOTH: readonly DeskChat[] = ['channel', 'group'];

/**
 * Where nothing is written while it lasts. A bot that is no administrator of the group, or whose group is not the
 * channel's, does not hear what the team answers: whatever it wrote there would be answered into the void.
 */
const HOLDS: Record<PlaceTrouble, readonly DeskChat[]> = {
  'channel-rights': ['channel'],
  'group-rights': BOTH,
  unlinked: BOTH,
  'other-group': BOTH,
  'threads-fail': [],
  'channel-refused': [],
  'group-refused': [],
};

export const heldBy = (troubles: Iterable<PlaceTrouble>): ReadonlySet<DeskChat> =>
  new Set([...troubles].flatMap((trouble) => HOLDS[trouble]));

type Examined = { found: PlaceTrouble[]; judged: PlaceTrouble[] };

/**
 * What is wrong with the channel and its group, and of what that can be said.
 * @throws TelegramError when Telegram does not answer
 */
export async function examine(
  api: Pick<TelegramApi, 'chat' | 'isServing'>,
  chats: DeskChats,
  onMoved: (from: number, to: number) => Promise<void>,
  onSeen: (isPublic: boolean) => Promise<void>,
): Promise<Examined> {
  const { channelId, botId } = chats;
  const found: PlaceTrouble[] = [];
  const judged: PlaceTrouble[] = ['channel-rights', 'group-rights'];
  if (!(await servesGroup(api, chats, onMoved))) found.push('group-rights');
  if (!(await api.isServing(channelId, botId))) return { found: [...found, 'channel-rights'], judged };
  const { linkedChatId, isPublic } = await api.chat(channelId);
  await onSeen(isPublic);
  if (linkedChatId === null) found.push('unlinked');
  else if (linkedChatId !== chats.groupId) found.push('other-group');
  return { found, judged: [...judged, 'unlinked', 'other-group'] };
}

async function servesGroup(
  api: Pick<TelegramApi, 'isServing'>,
  chats: DeskChats,
  onMoved: (from: number, to: number) => Promise<void>,
): Promise<boolean> {
  try {
    return await api.isServing(chats.groupId, chats.botId);
  } catch (error) {
    if (!(error instanceof TelegramError) || error.migratedTo === null) throw error;
    await onMoved(chats.groupId, error.migratedTo);
    return api.isServing(chats.groupId, chats.botId);
  }
}
