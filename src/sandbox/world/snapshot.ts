import { boardsOf } from './boards.ts';
import { isInside } from './change-member.ts';
import { newToken } from './new-token.ts';
import { FORMAT, KEPT, type KeptBot, type KeptChange, readSnapshot, type Snapshot } from './read-snapshot.ts';
import type { BotDoc, Kind, Shapes } from './shapes.ts';
import { memberOf, type World } from './world.ts';

/** Updates, copies and deletions to come: no person has seen the effect, and no snapshot holds these documents. */
const ON_ITS_WAY: readonly Kind[] = ['update', 'copy', 'expiry'];

export function exportWorld(world: World, botId: number): Snapshot {
  const documents = KEPT.flatMap((kind) =>
    [...world.docs.all(kind)].map(
      ([key, document]) =>
        [kind, key, kind === 'bot' ? withoutSecrets(document as BotDoc) : document] as KeptChange,
    ),
  );
  const files: Snapshot['files'] = {};
  for (const { path } of world.docs.all('file').values()) {
    files[path] = world.files.read(path)?.toString('base64') ?? null;
  }
  return { format: FORMAT, botId, documents, files };
}

function withoutSecrets({
  token: _token,
  webhook: _hook,
  webhookSetMs: _at,
  allowedUpdates: _kinds,
  ...bot
}: BotDoc): KeptBot {
  return bot;
}

/**
 * Replaces the whole state by a snapshot. The snapshot is read whole before the first change, and a bad snapshot
 * changes nothing. Numbers known to bots are not given again: the counters of messages and updates only grow.
 *
 * @throws RefusedAct that names the bad or missing part of the snapshot
 */
export function importWorld(world: World, botId: number, value: unknown): void {
  const snapshot = readSnapshot(value);
  const changes = snapshot.documents.map((change) => handOver(change, snapshot.botId, botId));
  const { docs } = world;
  const before = {
    world: docs.get('world', 'world'),
    bots: new Map(docs.all('bot')),
    chats: new Map(docs.all('chat')),
  };
  world.files.writeAll(snapshot.files);
  docs.act(() => {
    world.backlog.forget();
    for (const kind of [...KEPT, ...ON_ITS_WAY]) {
      if (kind !== 'world' && kind !== 'bot') deleteAll(world, kind, () => true);
    }
    for (const [kind, key, document] of changes) {
      if (kind === 'bot') docs.put('bot', key, mergeBot(document, before.bots.get(key)));
      else docs.put<Kind>(kind, key, document);
    }
    const place = docs.get('world', 'world');
    if (before.world !== undefined && place !== undefined) {
      const counter = Math.max(before.world.counter, place.counter);
      docs.put('world', 'world', { ...place, counter, aheadMs: before.world.aheadMs });
    }
    for (const [key, old] of before.chats) {
      const chat = docs.get('chat', key);
      if (chat === undefined) continue;
      docs.put('chat', key, { ...chat, lastMessageId: Math.max(chat.lastMessageId, old.lastMessageId) });
    }
  });
}

/** A known bot keeps the token and the webhook; a new bot gets a new token. */
function mergeBot(bot: KeptBot, old: BotDoc | undefined): BotDoc {
  if (old === undefined) return { ...bot, token: newToken(bot.id) };
  return {
    ...bot,
    token: old.token,
    webhook: old.webhook,
    webhookSetMs: old.webhookSetMs,
    allowedUpdates: old.allowedUpdates,
    lastUpdateId: Math.max(bot.lastUpdateId, old.lastUpdateId),
    lastPrivateMessageId: Math.max(bot.lastPrivateMessageId, old.lastPrivateMessageId),
  };
}

/** Nothing was ever written, and of the people only the team is left. */
export function emptyWorld(world: World, botId: number): void {
  world.backlog.forget();
  world.docs.act(() => {
    for (const kind of ['message', 'pin', 'file', 'invite', 'joinRequest', ...ON_ITS_WAY] as const)
      deleteAll(world, kind, () => true);
    const channels = boardsOf(world, botId).map(({ channelId }) => channelId);
    const isClient = (userId: number): boolean =>
      !channels.some((channelId) => isInside(memberOf(world, channelId, userId)?.role));
    deleteAll(world, 'contact', (key) => {
      const contact = world.docs.get('contact', key);
      return contact !== undefined && isClient(contact.userId);
    });
    deleteAll(world, 'user', (key) => isClient(Number(key)));
    deleteAll(world, 'member', (key) => {
      const userId = world.docs.get('member', key)?.userId;
      return (
        userId !== undefined &&
        [world.docs.get('user', String(userId)), world.docs.get('bot', String(userId))].every(
          (one) => one === undefined,
        )
      );
    });
  });
}

function deleteAll(world: World, kind: Kind, isMeant: (key: string) => boolean): void {
  for (const key of world.docs.all(kind).keys()) if (isMeant(key)) world.docs.delete(kind, key);
}

const BOT_FIELDS = ['botId', 'userId', 'author', 'from', 'viaBot', 'creatorId'];

/** Hands the state of a bot over to another bot. */
function handOver(change: KeptChange, from: number, to: number): KeptChange {
  if (from === to) return change;
  const [kind, key, document] = change;
  const swap = (value: unknown): unknown => (value === from ? to : value);
  const swapKey = (text: string): string =>
    text.startsWith(`p:${from}:`) ? `p:${to}:${text.slice(`p:${from}:`.length)}` : text;
  const fields: Record<string, unknown> = { ...document };
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
  return [kind, newKey(), fields] as unknown as KeptChange;

  function newKey(): string {
    if (kind === 'bot') return String(swap(Number(key)));
    if (kind === 'contact' || kind === 'member') return key.split(':').map(Number).map(swap).join(':');
    return swapKey(key);
  }
}
