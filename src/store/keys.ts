import type {
  BoardNumber,
  ClientId,
  MessageNumber,
  Owner,
  PrivateMessageId,
  ThreadMessageId,
  UserId,
} from '../../machines/ids.ts';
import { ownerText } from '../../machines/owner.ts';

/**
 * Every key of a desk. No other file spells a key.
 *
 * I1 All keys carry the desk's hash tag: one script may touch all keys, and a Redis Cluster spreads desks.
 * I2 A message id appears only together with the chat of the message.
 */
export type Keys = ReturnType<typeof createKeys>;

/** Neighbouring numbers share a small hash, for a tenth of the memory of a key per number. */
const BUCKET = 64;
const bucketOf = (number: number): number => Math.floor(number / BUCKET);

type Key = (...parts: (string | number)[]) => string;
type Client = UserId;

export function createKeys(desk: number) {
  const prefix = `balcao:{${desk}}`;
  const key: Key = (...parts) => {
    let made = prefix;
    for (const part of parts) made += `:${part}`;
    return made;
  };
  return {
    /** A pattern for all keys of the desk, and the kind of a key. */
    everything: key('*'),
    kindOf: (found: string): string => found.split(':')[2] ?? found,
    /** Keys of a feature, for guards and writes of a commit. */
    feature:
      (feature: string) =>
      (...parts: (string | number)[]) =>
        key('feature', feature, ...parts),
    isOfFeature: (found: string): boolean => found.startsWith(key('feature', '')),
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
  /** String: `id version`, the data id and the newest shape of a client's state. */
  dataId: key('data-id'),
  /** String: the data id of older programs. */
  formerDataId: key('stamp'),
  /** String: `channel group`, the chats of all message ids of the board. */
  channel: (board: BoardNumber) => key('channel', board),
  /** Hash: id of a basic group → id of the later supergroup. */
  moved: key('moved'),
  /** Hash: a trouble of the channel or the group → `since`, and `told` once administrators were notified. */
  troubles: key('troubles'),
  /** String, expires: `token name` of the leader. */
  lease: key('lease'),
  /** Counter: the token of the newest lease. */
  fence: key('fence'),
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
  /** A pattern for the records of all clients, and the client of a record. */
  records: key('client', '*'),
  clientOf: (found: string): ClientId => Number(found.slice(found.lastIndexOf(':') + 1)) as ClientId,
  /** String, expires: the command was applied. */
  applied: (command: string) => key('applied', command),
  /** Sorted set: `owner timer` by due time. */
  timers: key('timers'),
  /** Hash: `owner timer` → `due payload`, for owners without a record. */
  timerPayloads: key('timer-payloads'),
  /** List: the newest rows of one owner, as `time row`. (A stream would cost 4 KB before the first row.) */
  journal: (owner: Owner) => key('journal', ownerText(owner)),
  /** Hash: message id in the channel → `client erasings`; without erasings before the thread: `client`. */
  posts: key('posts'),
  /** Sorted set: the posts of one client, by the number of erasings before the thread. */
  postsOf: (client: Client) => key('posts', client),
  /** Hash: message id of a root in the group → the same for the thread. */
  roots: key('roots'),
});

const outboxKeys = (key: Key) => ({
  /** Hash: entry id → `seq body`. Entries of one owner that wait to be carried out. */
  outbox: (owner: Owner) => key('outbox', ownerText(owner)),
  /** Sorted set: owners with a non-empty outbox, in the leader's reading order. */
  owners: key('waiting'),
  /** Counter: order of effects across the desk. */
  sequence: key('sequence'),
  /** Sorted set: unread owners, in the leader's reading order. */
  unreadOwners: key('unread-owners'),
  /** Hash: entry id → the waiting entry, a newline, and the reason for parking. */
  parked: (owner: Owner) => key('parked', ownerText(owner)),
  /** Set: owners with parked entries. */
  parkedOwners: key('parked-owners'),
});

const listKeys = (key: Key) => ({
  /** Counter: numbers of tickets. */
  tickets: key('tickets'),
  /** Hash: number → row of an open ticket, as JSON. */
  openTickets: key('open'),
  /** Sorted set: numbers of closed tickets by the time of the close. */
  closedTickets: key('closed'),
  /** Sorted set, expires: the same for one client. */
  closedOf: (client: Client) => key('closed', client),
  /** Hash, expires: number → row of a closed ticket, as JSON. */
  closedRows: (ticket: number) => key('closed-rows', bucketOf(ticket)),
  /** Set: the clients with data, without the erased clients. */
  clients: key('clients'),
  /** Sorted set without scores: `word client` for every word that finds a client. */
  contacts: key('contacts'),
  /** Stream: changes for people to look up, as JSON in the field `r`. */
  audit: key('audit'),
  /** Stream: the facts of the desk, as JSON in the field `f`. */
  facts: key('facts'),
  /** Hash: reader → place of the last read fact. */
  factCursors: key('fact-cursors'),
});

const messageKeys = (key: Key) => ({
  /**
   * Hash, expires: message number → row of a message, without words; number and `d` → delivery; number, `w` and id → a
   * former counterpart.
   */
  log: (client: Client, n: MessageNumber) => key('log', client, bucketOf(n)),
  /** All logs: `find-messages.lua` adds client and bucket. */
  logs: { prefix: key('log', ''), bucket: BUCKET },
  /** Hash, expires: message id in the client's private chat → numbers of the messages, `1` or `1,2`. */
  privateNumbers: (client: Client, message: PrivateMessageId) =>
    key('numbers', 'private', client, bucketOf(message)),
  /** Hash, expires: message id in the group → `client numbers`. */
  threadNumbers: (message: ThreadMessageId) => key('numbers', 'thread', bucketOf(message)),
  /** Hash, expires: message number → versions of the message, one a line: `time content`. */
  versions: (client: Client, n: MessageNumber) => key('versions', client, bucketOf(n)),
  /** Hash, expires: message number and side → emoji reactions, as JSON, the newest last. */
  reactions: (client: Client, n: MessageNumber) => key('reactions', client, bucketOf(n)),
  /** Hash, expires: message id in the group → the blocks of the message, as JSON. */
  blocks: (message: ThreadMessageId) => key('blocks', 'thread', bucketOf(message)),
  /** String, expires: counterpart of the first item of an album. */
  album: (owner: Owner, album: string) => key('album', ownerText(owner), album),
});

const peopleKeys = (key: Key) => ({
  /** String, expires: `membership learned-at public turn`, a person's part in the board's channel. */
  membership: (board: BoardNumber, person: UserId) => key('membership', board, person),
  /** Hash: person → `administrator` or `member` of the board's channel. */
  team: (board: BoardNumber) => key('team', board),
  /** Counter of the updates of the board's memberships, and of the times of distrust. */
  teamTurn: (board: BoardNumber) => key('team-turn', board),
  /** String: the turn until which updates of the board's memberships may be missing. */
  teamDistrusted: (board: BoardNumber) => key('team-distrusted', board),
  /** Set: people who refused a private message, without a sign of life since then. */
  unreachable: key('unreachable'),
});

const updateKeys = (key: Key) => ({
  /** List: updates of a person with an unknown membership. */
  pending: (person: UserId) => key('pending', person),
  /** Set: people with pending updates. */
  pendingPeople: key('pending-people'),
  /** String: the last time the desk listened to Telegram, in ms. */
  awake: key('awake'),
  /** List: raw updates after a defect, with the reason. */
  poison: key('poison'),
  /** List: raw updates that people want handled again. */
  retriedUpdates: key('retried-updates'),
});
