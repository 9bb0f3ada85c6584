import type { ClientId, PrivateMessageId, ThreadMessageId, UserId } from '../../machines/ids.ts';

/**
 * Every key of a desk, and nothing else spells one.
 *
 * I1 All carry the desk's hash tag, so that one script may touch all of them and a Redis Cluster spreads desks.
 * I2 A message id appears only together with the chat it belongs to.
 */
export type Keys = ReturnType<typeof createKeys>;

/** Links are kept in small hashes of neighbouring messages: a tenth of the memory of one key per message. */
const BUCKET = 64;

export function createKeys(desk: number) {
  const key = (...parts: (string | number)[]) => ['balcao', `{${desk}}`, ...parts].join(':');
  return {
    /** A pattern that all keys of the desk match, and the kind that a key is of. For those who look at all of them. */
    everything: key('*'),
    kindOf: (found: string): string => found.split(':')[2] ?? found,
    /** String: `id version`, which data this is and the newest shape of a client's state in it. */
    stamp: key('stamp'),
    /** String: `channel group` that all message ids below are of. */
    place: key('place'),
    /** Hash: id of a group that became a supergroup → its new id. */
    moved: key('moved'),
    /** Hash: what is wrong with the channel or the group → `since`, and `told` once it was. */
    troubles: key('troubles'),
    /** Hash: `v` version, `s` the record. */
    client: (client: ClientId | UserId) => key('client', client),
    /** A pattern that the keys of all clients match, and whose it is. */
    clients: key('client', '*'),
    clientOf: (found: string): ClientId => Number(found.slice(found.lastIndexOf(':') + 1)) as ClientId,
    /** String, expires: when a campaign was begun, and what it says. */
    campaign: (name: string) => key('campaign', name),
    ...documentKeys(key),
    /** String, expires: this command was applied. */
    applied: (command: string) => key('applied', command),
    /** Hash: entry id → `seq body`. What waits to be carried out for one owner. */
    outbox: (owner: UserId) => key('outbox', owner),
    /** Sorted set: owners with a non-empty outbox, in the order in which whoever begins to deliver reads them. */
    owners: key('waiting'),
    /** Counter: numbers of tickets. */
    tickets: key('tickets'),
    /** Stream: the facts of the desk, as JSON in the field `f`. */
    facts: key('facts'),
    /** Counter: order of effects across the desk. */
    sequence: key('sequence'),
    /** Hash: entry id → the entry as it waited, a newline, and why it was given up. */
    parked: (owner: UserId) => key('parked', owner),
    /** Set: owners with parked effects. */
    parkedOwners: key('parked-owners'),
    /** String, expires: `token name` of the process that polls, fires timers and delivers. */
    lease: key('lease'),
    /** Counter: the token of the newest lease. */
    fence: key('fence'),
    /** Sorted set: owners for whom something waits that the holder of the lease has not read, in the order in which it does. */
    news: key('news'),
    /** Sorted set: `client timer` by due time. */
    timers: key('timers'),
    /** List: the newest rows of one owner, as `time row`. (A stream would cost 4 KB before its first row.) */
    journal: (owner: UserId) => key('journal', owner),
    /** Hash: message id in the channel → client. */
    posts: key('posts'),
    /** Hash: message id in the group → client whose thread has it as its root. */
    roots: key('roots'),
    /** Hash: message id in the group → `client private-message fingerprint`. */
    threadLinks: (message: ThreadMessageId) => key('links', 'thread', Math.floor(message / BUCKET)),
    /** Hash: message id in the client's private chat → `thread-message fingerprint`. */
    privateLinks: (client: ClientId | UserId, message: PrivateMessageId) =>
      key('links', 'private', client, Math.floor(message / BUCKET)),
    /** Hash: message id in the client's private chat → what it said, a version a line: `time content`. Of the client's. */
    saidByClient: (client: ClientId | UserId, message: PrivateMessageId) =>
      key('said', 'private', client, Math.floor(message / BUCKET)),
    /** Hash: message id in the group → the same of an agent's comment. */
    saidByTeam: (message: ThreadMessageId) => key('said', 'thread', Math.floor(message / BUCKET)),
    /** Hash: message id in the group → who of the team reacts to it, as JSON, the newest last. */
    reactionsOfTeam: (message: ThreadMessageId) => key('reactions', 'thread', Math.floor(message / BUCKET)),
    /** Hash: message id in the client's private chat → the same of the client. */
    reactionsOfClient: (client: ClientId | UserId, message: PrivateMessageId) =>
      key('reactions', 'private', client, Math.floor(message / BUCKET)),
    /** String, expires: message that the first item of an album became. */
    album: (owner: UserId, album: string) => key('album', owner, album),
    /** String, expires: `membership learned-at public`, a person's part in the channel. */
    membership: (person: UserId) => key('membership', person),
    /** Hash: person → `administrator` or `member`. */
    team: key('team'),
    /** String: until when Telegram may have told of no change of membership, in ms. */
    teamDistrustedUntil: key('team-distrusted-until'),
    /** Set: people who refused a private message, and have not been heard of since. */
    unreachable: key('unreachable'),
    /** List: updates of a person of whom it is not known yet whether they are of the team. */
    pending: (person: UserId) => key('pending', person),
    /** Set: people with pending updates. */
    pendingPeople: key('pending-people'),
    /** String: when the desk last listened to Telegram, in ms. */
    awake: key('awake'),
    /** List: updates that could not be handled, raw, with the reason. */
    poison: key('poison'),
    /** List: updates, raw, that people want handled again. */
    retriedUpdates: key('retried-updates'),
  } as const;
}

/** Keys of the configuration. */
const documentKeys = (key: (...parts: string[]) => string) => ({
  /** Hash: id of a document of the kind → version, a blank, JSON. */
  documents: (kind: string) => key('documents', kind),
  /** List: the last versions of a document, the newest first. */
  documentHistory: (kind: string, id: string) => key('document-history', kind, id),
  /** Counter: changes of documents. Also the channel on which changes are announced. */
  settingsVersion: key('settings-version'),
});
