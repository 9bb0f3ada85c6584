import { RefusedAct } from './refused-act.ts';
import { isInside } from './change-member.ts';
import type { Change } from './documents.ts';
import type { Kind, Shapes } from './shapes.ts';
import { memberOf, type World } from './world.ts';

/** Everything that people see, as one JSON document. Files are base64, by their path. */
export type Snapshot = {
  format: typeof FORMAT;
  botId: number;
  documents: Change[];
  files: Record<string, string>;
};

const FORMAT = 'balcao-sandbox-1';

/** What has not been delivered yet is not part of it: it is on its way, and nobody has seen it. */
const KEPT: readonly Kind[] = ['world', 'bot', 'user', 'chat', 'member', 'contact', 'message', 'pin', 'file'];
const ON_ITS_WAY: readonly Kind[] = ['update', 'copy', 'expiry'];

export function exportWorld(world: World, botId: number): Snapshot {
  const documents = KEPT.flatMap((kind) =>
    [...world.docs.all(kind)].map(([key, document]): Change => [kind, key, document]),
  );
  const files: Snapshot['files'] = {};
  for (const { path } of world.docs.all('file').values()) {
    const bytes = world.files.read(path);
    if (bytes !== undefined) files[path] = bytes.toString('base64');
  }
  return { format: FORMAT, botId, documents, files };
}

/**
 * Puts a snapshot in the place of what is there. Numbers that bots have seen are not given again: the counters of
 * messages and updates only grow.
 */
export function importWorld(world: World, botId: number, value: unknown): void {
  const snapshot = requireSnapshot(value);
  const { docs } = world;
  docs.act(() => {
    const before = {
      world: docs.get('world', 'world'),
      bots: new Map(docs.all('bot')),
      chats: new Map(docs.all('chat')),
    };
    world.backlog.forget();
    for (const kind of [...KEPT, ...ON_ITS_WAY]) {
      if (kind !== 'world' && kind !== 'bot') deleteAll(world, kind, () => true);
    }
    for (const [kind, key, document] of snapshot.documents.map((change) =>
      handOver(change, snapshot.botId, botId),
    ))
      docs.put(kind, key, document as Shapes[Kind]);
    for (const [path, bytes] of Object.entries(snapshot.files)) {
      world.files.write(path, Buffer.from(bytes, 'base64'));
    }
    const place = docs.get('world', 'world');
    if (before.world !== undefined && place !== undefined) {
      const counter = Math.max(before.world.counter, place.counter);
      docs.put('world', 'world', { ...place, counter, aheadMs: before.world.aheadMs });
    }
    for (const [key, old] of before.bots) {
      const bot = docs.get('bot', key) ?? old;
      const { lastUpdateId, lastPrivateMessageId } = bot;
      docs.put('bot', key, {
        ...bot,
        token: old.token,
        webhook: old.webhook,
        allowedUpdates: old.allowedUpdates,
        lastUpdateId: Math.max(lastUpdateId, old.lastUpdateId),
        lastPrivateMessageId: Math.max(lastPrivateMessageId, old.lastPrivateMessageId),
      });
    }
    for (const [key, old] of before.chats) {
      const chat = docs.get('chat', key);
      if (chat === undefined) continue;
      docs.put('chat', key, { ...chat, lastMessageId: Math.max(chat.lastMessageId, old.lastMessageId) });
    }
  });
}

/** Nothing was ever written, and of the people only the team is left. */
export function emptyWorld(world: World, channelId: number): void {
  world.backlog.forget();
  world.docs.act(() => {
    for (const kind of ['message', 'pin', 'file', ...ON_ITS_WAY] as const) deleteAll(world, kind, () => true);
    const isClient = (userId: number): boolean => !isInside(memberOf(world, channelId, userId)?.role);
    deleteAll(world, 'contact', (key) => {
      const contact = world.docs.get('contact', key);
      return contact !== undefined && isClient(contact.userId);
    });
    deleteAll(world, 'user', (key) => isClient(Number(key)));
  });
}

function deleteAll(world: World, kind: Kind, isMeant: (key: string) => boolean): void {
  for (const key of world.docs.all(kind).keys()) if (isMeant(key)) world.docs.delete(kind, key);
}

function requireSnapshot(value: unknown): Snapshot {
  const snapshot = value as Partial<Snapshot> | null;
  if (
    typeof snapshot !== 'object' ||
    snapshot?.format !== FORMAT ||
    !Number.isSafeInteger(snapshot.botId) ||
    !Array.isArray(snapshot.documents) ||
    typeof snapshot.files !== 'object'
  ) {
    throw new RefusedAct('noState');
  }
  const isKnown = ([kind, key, document]: Change): boolean =>
    KEPT.includes(kind) && typeof key === 'string' && typeof document === 'object' && document !== null;
  if (!snapshot.documents.every((change) => Array.isArray(change) && isKnown(change))) {
    throw new RefusedAct('strangeState');
  }
  return snapshot as Snapshot;
}

const BOT_FIELDS = ['botId', 'userId', 'author', 'from', 'viaBot'];

/** What one bot had is another's now: it stands where the first one stood. */
function handOver(change: Change, from: number, to: number): Change {
  if (from === to) return change;
  const [kind, key, document] = change;
  const swap = (value: unknown): unknown => (value === from ? to : value);
  const swapKey = (text: string): string =>
    text.startsWith(`p:${from}:`) ? `p:${to}:${text.slice(`p:${from}:`.length)}` : text;
  const fields = { ...(document as Record<string, unknown>) };
  for (const name of BOT_FIELDS) if (name in fields) fields[name] = swap(fields[name]);
  if (typeof fields['key'] === 'string') fields['key'] = swapKey(fields['key']);
  if (kind === 'bot') fields['id'] = swap(fields['id']);
  if (kind === 'message') {
    const { content, reactions } = fields as Partial<Shapes['message']>;
    if (content?.kind === 'joined') fields['content'] = { ...content, userIds: content.userIds.map(swap) };
    if (content?.kind === 'departed') fields['content'] = { ...content, userId: swap(content.userId) };
    if (reactions !== undefined) {
      fields['reactions'] = Object.fromEntries(
        Object.entries(reactions).map(([id, emojis]) => [String(swap(Number(id))), emojis]),
      );
    }
  }
  return [kind, newKey(), fields];

  function newKey(): string {
    if (kind === 'bot') return String(swap(Number(key)));
    if (kind === 'contact' || kind === 'member') return key.split(':').map(Number).map(swap).join(':');
    return swapKey(key);
  }
}
