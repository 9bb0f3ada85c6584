import type { ClientId, PrivateMessageId, ThreadMessageId, UserId } from '../../machines/ids.ts';

/**
 * Every key of a desk, and nothing else spells one.
 *
 * I1 All carry the desk's hash tag, so that one script may touch all of them and a Redis Cluster spreads desks.
 * I2 A message id appears only together with the chat it belongs to.
 */
export type Keys = ReturnType<typeof createKeys>;

/** Neighbouring numbers share a small hash: a tenth of the memory of one key per number. */
const BUCKET = 64;
const bucketOf = (number: number): number => Math.floor(number / BUCKET);

type Key = (...parts: (string | number)[]) => string;
type Client = ClientId | UserId;

export function createKeys(desk: number) {
  const key: Key = (...parts) => ['balcao', `{${desk}}`, ...parts].join(':');
  return {
    /** A pattern that all keys of the desk match, and the kind of a key. */
    everything: key('*'),
    kindOf: (found: string): string => found.split(':')[2] ?? found,
    ...deskKeys(key),
    ...documentKeys(key),
    ...clientKeys(key),
    ...outboxKeys(key),
    ...listKeys(key),
    ...messageKeys(key),
    ...peopleKeys(key),
    ...updateKeys(key),
  } as const;
}

const deskKeys = (key: Key) => ({
  /** String: `id version`, which data this is and the newest shape of a client's state in it. */
  stamp: key('stamp'),
  /** String: `channel group` that all message ids below are of. */
  place: key('place'),
  /** Hash: id of a group that became a supergroup → its new id. */
  moved: key('moved'),
  /** Hash: a trouble of the channel or the group → `since`, and `told` once administrators were notified. */
  troubles: key('troubles'),
  /** String, expires: `token name` of the process that polls, fires timers and delivers. */
  lease: key('lease'),
  /** Counter: the token of the newest lease. */
  fence: key('fence'),
  /** String, expires: when a campaign was begun, and its text. */
  campaign: (name: string) => key('campaign', name),
});

/** Keys of the configuration. */
const documentKeys = (key: Key) => ({
  /** Hash: id of a document of the kind → version, a blank, JSON. */
  documents: (kind: string) => key('documents', kind),
  /** List: the last versions of a document, the newest first. */
  documentHistory: (kind: string, id: string) => key('document-history', kind, id),
  /** Counter: changes of documents. Also the channel on which changes are announced. */
  settingsVersion: key('settings-version'),
});

const clientKeys = (key: Key) => ({
  /** Hash: `v` version, `s` the record. */
  client: (client: Client) => key('client', client),
  /** A pattern that the keys of all clients match, and the client of a key. */
  clients: key('client', '*'),
  clientOf: (found: string): ClientId => Number(found.slice(found.lastIndexOf(':') + 1)) as ClientId,
  /** String, expires: this command was applied. */
  applied: (command: string) => key('applied', command),
  /** Sorted set: `client timer` by due time. */
  timers: key('timers'),
  /** List: the newest rows of one owner, as `time row`. (A stream would cost 4 KB before its first row.) */
  journal: (owner: UserId) => key('journal', owner),
  /** Hash: message id in the channel → client. */
  posts: key('posts'),
  /** Hash: message id in the group → client whose thread has the message as its root. */
  roots: key('roots'),
});

const outboxKeys = (key: Key) => ({
  /** Hash: entry id → `seq body`. Entries of one owner that wait to be carried out. */
  outbox: (owner: UserId) => key('outbox', owner),
  /** Sorted set: owners with a non-empty outbox, in the order in which the leader reads them. */
  owners: key('waiting'),
  /** Counter: order of effects across the desk. */
  sequence: key('sequence'),
  /** Sorted set: owners with entries that the leader has not read, in the order in which the leader reads them. */
  news: key('news'),
  /** Hash: entry id → the entry as it waited, a newline, and why it was given up. */
  parked: (owner: UserId) => key('parked', owner),
  /** Set: owners with parked effects. */
  parkedOwners: key('parked-owners'),
});

const listKeys = (key: Key) => ({
  /** Counter: numbers of tickets. */
  tickets: key('tickets'),
  /** Hash: number → row of an open ticket, as JSON. */
  openTickets: key('open'),
  /** Sorted set: numbers of closed tickets by the time of their close. */
  closedTickets: key('closed'),
  /** Sorted set, expires: the same of one client. */
  closedOf: (client: Client) => key('closed', client),
  /** Hash, expires: number → row of a closed ticket, as JSON. */
  closedRows: (ticket: number) => key('closed-rows', bucketOf(ticket)),
  /** Sorted set without scores: `word client` for every word that finds a client. */
  contacts: key('contacts'),
  /** Stream: the facts of the desk, as JSON in the field `f`. */
  facts: key('facts'),
  /** Hash: reader → the place of the last fact that the reader has read. */
  factCursors: key('fact-cursors'),
});

const messageKeys = (key: Key) => ({
  /** Hash: message id in the group → `client private-message fingerprint`. */
  threadLinks: (message: ThreadMessageId) => key('links', 'thread', bucketOf(message)),
  /** Hash: message id in the client's private chat → `thread-message fingerprint`. */
  privateLinks: (client: Client, message: PrivateMessageId) =>
    key('links', 'private', client, bucketOf(message)),
  /** Hash: message id in the client's private chat → the versions of a client's message, one a line: `time content`. */
  saidByClient: (client: Client, message: PrivateMessageId) =>
    key('said', 'private', client, bucketOf(message)),
  /** Hash: message id in the group → the versions of an agent's comment. */
  saidByTeam: (message: ThreadMessageId) => key('said', 'thread', bucketOf(message)),
  /** Hash: message id in the group → reactions of the team, as JSON, the newest last. */
  reactionsOfTeam: (message: ThreadMessageId) => key('reactions', 'thread', bucketOf(message)),
  /** Hash: message id in the client's private chat → reactions of the client. */
  reactionsOfClient: (client: Client, message: PrivateMessageId) =>
    key('reactions', 'private', client, bucketOf(message)),
  /** String, expires: message that the first item of an album became. */
  album: (owner: UserId, album: string) => key('album', owner, album),
});

const peopleKeys = (key: Key) => ({
  /** String, expires: `membership learned-at public`, a person's part in the channel. */
  membership: (person: UserId) => key('membership', person),
  /** Hash: person → `administrator` or `member`. */
  team: key('team'),
  /** String: until this time Telegram may have reported no change of membership, in ms. */
  teamDistrustedUntil: key('team-distrusted-until'),
  /** Set: people who refused a private message, without a sign of life since then. */
  unreachable: key('unreachable'),
});

const updateKeys = (key: Key) => ({
  /** List: updates of a person whose membership is not known yet. */
  pending: (person: UserId) => key('pending', person),
  /** Set: people with pending updates. */
  pendingPeople: key('pending-people'),
  /** String: the last time the desk listened to Telegram, in ms. */
  awake: key('awake'),
  /** List: updates that could not be handled, raw, with the reason. */
  poison: key('poison'),
  /** List: updates, raw, that people want handled again. */
  retriedUpdates: key('retried-updates'),
});
