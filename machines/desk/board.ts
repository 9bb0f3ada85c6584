import { isJsonObject, type Parsed, type Problem, shown, unknownFields } from './problem.ts';

/** A board beside the first: a channel with its discussion group, by Telegram's ids of the chats. The id is the number. */
export type BoardDocument = { readonly name: string; readonly channelId: number; readonly groupId: number };

/** The first board is the channel of CHANNEL_ID, and no document. */
export const isBoardId = (id: string): boolean => /^[1-9]\d{0,3}$/.test(id);

const LONGEST_NAME = 40;

export function parseBoard(value: unknown): Parsed<BoardDocument> {
  if (!isJsonObject(value)) return { ok: false, problems: [invalid('', value)] };
  const problems: Problem[] = unknownFields(value, ['name', 'channelId', 'groupId']);
  const { name, channelId, groupId } = value;
  if (!isName(name)) problems.push(invalid('name', name));
  if (!isChat(channelId)) problems.push(invalid('channelId', channelId));
  if (!isChat(groupId)) problems.push(invalid('groupId', groupId));
  return isName(name) && isChat(channelId) && isChat(groupId) && problems.length === 0
    ? { ok: true, value: { name: name.trim(), channelId, groupId } }
    : { ok: false, problems };
}

const isName = (name: unknown): name is string =>
  typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME;

const isChat = (id: unknown): id is number => typeof id === 'number' && Number.isSafeInteger(id) && id < 0;

const invalid = (path: string, value: unknown): Problem => ({
  name: 'board-malformed',
  path,
  problem: `${shown(value)} does not describe a board.`,
  fix: `Add the board with npm run boards -- add. A name has 1 to ${LONGEST_NAME} characters.`,
});
