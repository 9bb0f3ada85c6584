import { z } from 'zod';
import { chatKey, messageKey, pairKey, privateKey } from './keys.ts';
import { RefusedAct } from './refused-act.ts';
import type { Kind, Shapes } from './shapes.ts';
import { type KeptKind, SHAPES } from './snapshot-shapes.ts';

/** A bot in a snapshot: without token and webhook. */
export type KeptBot = Omit<Shapes['bot'], 'token' | 'webhook' | 'webhookSetMs' | 'allowedUpdates'>;

type KeptShapes = Omit<Pick<Shapes, KeptKind>, 'bot'> & { bot: KeptBot };

export type KeptChange = { [K in KeptKind]: [kind: K, key: string, document: KeptShapes[K]] }[KeptKind];

/** The visible state as a JSON document. Files are base64, by name; null: the bytes are gone. */
export type Snapshot = {
  format: typeof FORMAT;
  botId: number;
  documents: KeptChange[];
  files: Record<string, string | null>;
};

/** A snapshot with decoded files. */
type ReadSnapshot = Omit<Snapshot, 'files'> & { files: ReadonlyMap<string, Buffer> };

export const FORMAT = 'balcao-sandbox-2';

const ENVELOPE = z.strictObject({
  format: z.literal(FORMAT),
  botId: z.int().positive(),
  documents: z.array(z.tuple([z.string(), z.string(), z.unknown()])),
  files: z.record(z.string(), z.string().nullable()),
});

type Found = { [K in KeptKind]: Map<string, KeptShapes[K]> };

/**
 * Reads a snapshot whole: fields, keys and references of each document, and the bytes of all files. Changes nothing.
 *
 * @throws RefusedAct that names the first bad or missing document or file
 */
export function readSnapshot(value: unknown): ReadSnapshot {
  const envelope = ENVELOPE.safeParse(value);
  if (!envelope.success) throw new RefusedAct('noState');
  const { botId, documents, format } = envelope.data;
  const found: Found = {
    world: new Map(),
    bot: new Map(),
    user: new Map(),
    chat: new Map(),
    member: new Map(),
    contact: new Map(),
    invite: new Map(),
    joinRequest: new Map(),
    message: new Map(),
    pin: new Map(),
    file: new Map(),
  };
  const changes = documents.map(([kind, key, document]) => readDocument(found, kind, key, document));
  requireWorld(found, botId);
  requireMembers(found);
  requireMessages(found);
  return { format, botId, documents: changes, files: readFiles(found, envelope.data.files) };
}

function readDocument(found: Found, kind: string, key: string, document: unknown): KeptChange {
  if (!isKept(kind)) throw bad(`${kind} ${key}`, 'no kind of document');
  const read = SHAPES[kind].safeParse(document);
  const issue = read.error?.issues[0];
  if (issue !== undefined)
    throw bad(`${kind} ${key}`, `${issue.path.join('.') || 'document'}: ${issue.message}`);
  const change = [kind, key, read.data] as KeptChange;
  if (key !== keyOf(change)) throw bad(`${kind} ${key}`, `its key should be ${keyOf(change)}`);
  if (found[kind].has(key)) throw bad(`${kind} ${key}`, 'it stands there twice');
  (found[kind] as Map<string, unknown>).set(key, read.data);
  return change;
}

const isKept = (kind: string): kind is KeptKind => Object.hasOwn(SHAPES, kind);

function keyOf([kind, , document]: KeptChange): string {
  switch (kind) {
    case 'world':
      return 'world';
    case 'bot':
    case 'user':
    case 'chat':
    case 'file':
      return String(document.id);
    case 'invite':
      return document.link;
    case 'member':
    case 'joinRequest':
      return pairKey(document.chatId, document.userId);
    case 'contact':
      return pairKey(document.botId, document.userId);
    case 'message':
      return messageKey(document.key, document.id);
    case 'pin':
      return messageKey(document.key, document.messageId);
  }
}

function requireWorld(found: Found, botId: number): void {
  const world = found.world.get('world');
  if (world === undefined) throw missing('world');
  if (world.botId !== botId)
    throw bad('world world', `botId: it is ${world.botId}, the state is of ${botId}`);
  requireThere(found, 'bot', botId);
  const places = [...found.bot.values()].flatMap(({ place, boards = [] }) => [
    ...(place === undefined ? [] : [place]),
    ...boards,
  ]);
  for (const { channelId, groupId } of [world, ...places]) {
    requireThere(found, 'chat', channelId);
    requireThere(found, 'chat', groupId);
  }
}

function requireMembers(found: Found): void {
  for (const { chatId } of found.invite.values()) requireThere(found, 'chat', chatId);
  for (const { link } of found.joinRequest.values()) {
    if (link !== undefined) requireThere(found, 'invite', link);
  }
  for (const { chatId, userId } of [...found.member.values(), ...found.joinRequest.values()]) {
    requireThere(found, 'chat', chatId);
    requireSomebody(found, userId);
  }
  for (const { botId, userId } of found.contact.values()) {
    requireThere(found, 'bot', botId);
    requireSomebody(found, userId);
  }
}

/** A message needs an existing chat, an existing file, and a number that the chat has given. */
function requireMessages(found: Found): void {
  for (const [key, message] of found.message) {
    const what = `message ${key}`;
    if (message.key !== chatKey(message.chatId)) {
      const botId = Number(message.key.split(':')[1]);
      if (message.key !== privateKey(botId, message.chatId)) throw bad(what, 'key: it is of no chat');
      const bot = requireThere(found, 'bot', botId);
      requireSomebody(found, message.chatId);
      if (message.id > bot.lastPrivateMessageId) throw bad(`bot ${botId}`, 'lastPrivateMessageId: too small');
    } else {
      const chat = requireThere(found, 'chat', message.chatId);
      if (message.id > chat.lastMessageId) throw bad(`chat ${chat.id}`, 'lastMessageId: too small');
    }
    for (const content of [message.content, message.externalReply?.content]) {
      if (content !== undefined && 'file' in content) requireThere(found, 'file', content.file);
    }
  }
  for (const [key, pin] of found.pin) {
    if (!found.message.has(messageKey(pin.key, pin.messageId))) throw missing(`message ${key}`);
  }
}

function readFiles(found: Found, given: Snapshot['files']): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const known = new Set<string>();
  const counter = found.world.get('world')?.counter ?? 0;
  for (const { id, path, size } of found.file.values()) {
    const number = Number(/_(\d+)/.exec(path.slice(path.indexOf('/')))?.[1]);
    if (id !== `AQAD${number.toString(36).padStart(8, '0')}`)
      throw bad(`file ${id}`, `path: ${path} is another's`);
    if (number > counter) throw bad('world world', 'counter: too small');
    const text = given[path];
    if (text === undefined || !Object.hasOwn(given, path)) throw missing(`file ${path}`);
    known.add(path);
    if (text === null) continue;
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') !== text) throw bad(`file ${path}`, 'its bytes are no base64');
    if (bytes.length !== size) throw bad(`file ${path}`, `it has ${bytes.length} bytes, not ${size}`);
    files.set(path, bytes);
  }
  const stray = Object.keys(given).find((path) => !known.has(path));
  if (stray !== undefined) throw bad(`file ${stray}`, 'no document is about it');
  return files;
}

function requireThere<K extends 'bot' | 'chat' | 'file' | 'invite'>(
  found: Found,
  kind: K,
  id: number | string,
): KeptShapes[K] {
  const document = (found[kind] as Map<string, KeptShapes[K]>).get(String(id));
  if (document === undefined) throw missing(`${kind} ${id}`);
  return document;
}

function requireSomebody(found: Found, id: number): void {
  if (!found.user.has(String(id)) && !found.bot.has(String(id))) throw missing(`user ${id}`);
}

const LONGEST_NAME = 100;
const short = (what: string): string =>
  what.length > LONGEST_NAME ? `${what.slice(0, LONGEST_NAME)}…` : what;
const bad = (what: string, why: string): RefusedAct => new RefusedAct('badState', short(what), short(why));
const missing = (what: string): RefusedAct => new RefusedAct('incompleteState', short(what));

export const KEPT = Object.keys(SHAPES) as (KeptKind & Kind)[];
