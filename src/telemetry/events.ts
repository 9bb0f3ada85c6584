/** A function per business event decides the name, the level and the fields. */
import type { Owner, UserId } from '../../machines/ids.ts';
import type { Logger } from './logger.ts';
import { metricsOf } from './metrics.ts';

type Priority = 'debug' | 'info' | 'warn' | 'error';

/** Writes a log line and counts the event. */
function tell(log: Logger, level: Priority, event: string, fields: object, words: string): void {
  const kind = 'kind' in fields && typeof fields.kind === 'string' ? fields.kind : undefined;
  metricsOf(log).count(event, kind);
  log[level]({ event, ...fields }, words);
}

/** The desk could not handle the update, kept the raw update and acknowledged the delivery. */
export function updateParked(log: Logger, fields: { updateId: number; err: unknown }): void {
  tell(log, 'error', 'update.parked', fields, 'Update could not be handled: kept among the parked ones');
}

/** The update came by webhook and was not acknowledged. */
export function updateNotTaken(log: Logger, fields: { updateId: number; err: unknown }): void {
  tell(log, 'warn', 'update.not-taken', fields, 'Update was not taken; Telegram delivers it again');
}

/** The membership of the sender is not known yet. */
export function updateSetAside(log: Logger, fields: { person: UserId; reason: string }): void {
  tell(log, 'warn', 'update.set-aside', fields, 'Membership cannot be learned now: update waits for it');
}

/** A message of a kind newer than this program. Telegram is asked to copy the message all the same. */
export function kindUnknown(log: Logger, fields: { updateId: number; kind: string }): void {
  tell(log, 'warn', 'kind.unknown', fields, 'Unknown kind of message: copied if Telegram can, else refused');
}

export function ticketOpened(log: Logger, fields: { client: UserId }): void {
  tell(log, 'info', 'ticket.opened', fields, 'Ticket opened');
}

export function ticketClosed(log: Logger, fields: { client: UserId }): void {
  tell(log, 'info', 'ticket.closed', fields, 'Ticket closed');
}

export function clientBanned(log: Logger, fields: { client: UserId }): void {
  tell(log, 'info', 'client.banned', fields, 'Client banned');
}

export function clientErased(log: Logger, fields: { client: UserId }): void {
  tell(log, 'info', 'client.erased', fields, 'Client erased');
}

/** The effects that carry messages. */
const RELAYS: Readonly<Record<string, 'to-thread' | 'to-client'>> = {
  relayToThread: 'to-thread',
  relayToClient: 'to-client',
};

/** `sinceMs` counts from the decision to relay. */
export function effectDelivered(
  log: Logger,
  fields: { owner: Owner; entry: string; kind: string; ms: number; sinceMs: number },
): void {
  const direction = RELAYS[fields.kind];
  if (direction !== undefined) metricsOf(log).relayed(direction, fields.sinceMs / 1000);
  tell(log, 'debug', 'effect.delivered', fields, 'Effect delivered');
}

/** A client has more messages in the queue than the pace allows. */
export function clientFlooded(log: Logger, fields: { client: UserId }): void {
  tell(log, 'warn', 'client.flooded', fields, 'A client floods: their messages are slowed, none is lost');
}

/** The chat, or the endpoint of another transport, asked for a pause. */
export function lanePaused(log: Logger, fields: { lane: string; waitMs: number }): void {
  tell(log, 'warn', 'lane.paused', fields, 'The receiver asked for a pause');
}

/** Telegram answered 429 in several private chats at once. */
export function deliveryPaused(log: Logger, fields: { waitMs: number }): void {
  tell(log, 'warn', 'delivery.paused', fields, 'Telegram asked the bot to wait: nothing is sent until then');
}

export function deliveryRetried(
  log: Logger,
  fields: { owner: Owner; kind: string; reason: string; waitMs: number },
): void {
  tell(log, 'warn', 'delivery.retried', fields, 'Delivery failed; it will be tried again');
}

/** Telegram refuses messages to the chat. The entries wait. */
export function laneBarred(log: Logger, fields: { lane: string; reason: string; fix: string }): void {
  tell(log, 'error', 'lane.barred', fields, `Telegram does not let the bot write there: ${fields.fix}`);
}

export function deliveryParked(
  log: Logger,
  fields: { owner: Owner; entry: string; kind: string; reason: string },
): void {
  tell(
    log,
    'error',
    'delivery.parked',
    fields,
    'Delivery refused for good: parked, see npm run parked -- list',
  );
}

/** The channel or the group needs a repair. */
export function channelTroubled(log: Logger, fields: { trouble: string }): void {
  tell(
    log,
    'error',
    'channel.troubled',
    fields,
    'The channel or its group needs repair; administrators are notified',
  );
}

/** Telegram made a supergroup of a basic group. */
export function chatMoved(log: Logger, fields: { from: number; to: number }): void {
  tell(log, 'warn', 'chat.moved', fields, 'The group became a supergroup; put its new id into GROUP_ID');
}

export function channelRepaired(log: Logger, fields: { trouble: string }): void {
  tell(log, 'info', 'channel.repaired', fields, 'The channel or its group has been repaired');
}

export function threadLost(log: Logger, fields: { client: Owner }): void {
  tell(log, 'warn', 'thread.lost', fields, 'Thread was deleted: a new post takes its place');
}

/** Another process polls with the same token. */
export function pollingConflict(log: Logger, fields: { waitMs: number }): void {
  tell(log, 'error', 'polling.conflict', fields, 'Another program polls with this token; stop one of them');
}

export function networkDown(log: Logger, fields: { reason: string; waitMs: number }): void {
  tell(log, 'warn', 'network.down', fields, 'Telegram cannot be reached');
}

export function networkUp(log: Logger): void {
  tell(log, 'info', 'network.up', {}, 'Telegram can be reached again');
}

/** Telegram reports failed deliveries since the last look, and continues to try. */
export function webhookUndelivered(log: Logger, fields: { reason: string; waiting: number }): void {
  tell(log, 'warn', 'webhook.undelivered', fields, 'Telegram cannot reach WEBHOOK_URL');
}

/** `host` is null if the other program only took the webhook away. */
export function webhookReplaced(log: Logger, fields: { host: string | null }): void {
  tell(
    log,
    'error',
    'webhook.replaced',
    fields,
    'Another program with this token changed the webhook; it is set again. Stop one of them',
  );
}

/** `times`: removals one after the other. */
export function foreignWebhook(
  log: Logger,
  fields: { host: string | null; times: number; waitMs: number },
): void {
  tell(
    log,
    'error',
    'webhook.foreign',
    fields,
    'Another program set a webhook on this token, and got the updates: it is taken away. Stop that program',
  );
}

/** A request was answered 500. */
export function requestFailed(log: Logger, fields: { err: unknown }): void {
  tell(log, 'error', 'request.failed', fields, 'A request to the HTTP server failed');
}

/** Redis refuses writes. Until Redis recovers, no update is acknowledged. */
export function storeTroubled(log: Logger, fields: { reason: string; waitMs: number }): void {
  tell(
    log,
    'error',
    'store.troubled',
    fields,
    `Until Redis takes writes, no update is taken in. ${fields.reason}`,
  );
}

export function storeRecovered(log: Logger): void {
  tell(log, 'info', 'store.recovered', {}, 'Redis takes what has to be written again');
}

/** Messages of clients between the two times are lost: Telegram keeps updates for a day. */
export function gapFound(log: Logger, fields: { from: string; to: string }): void {
  tell(log, 'error', 'gap.found', fields, 'The desk was away for longer than Telegram keeps updates');
}

/** The bot, the channel or the group has a set-up problem. */
export function setupBroken(log: Logger, fields: { check: string; what: string; fix?: string }): void {
  tell(log, 'error', 'setup.broken', fields, 'Not set up as a desk needs it; see npm run check');
}

/** The desk works, but the set-up will surprise people. */
export function setupWarning(log: Logger, fields: { check: string; what: string; fix?: string }): void {
  tell(log, 'warn', 'setup.warning', fields, 'The set-up has a warning; see npm run check');
}

/** A background task failed without a known reason. */
export function taskFailed(log: Logger, fields: { task: string; err: unknown }): void {
  tell(log, 'error', 'task.failed', fields, 'A task of the desk failed');
}

export function menusRefused(log: Logger, fields: { reason: string }): void {
  tell(log, 'warn', 'menus.refused', fields, 'The command menus could not be set');
}

/** The process begins to poll, fire timers and deliver. */
export function leaseTaken(log: Logger, fields: { token: number }): void {
  tell(log, 'info', 'lease.taken', fields, 'This process serves the desk');
}

/** The process was paused, or Redis was away, for too long. */
export function leaseLost(log: Logger, fields: { token: number }): void {
  tell(log, 'warn', 'lease.lost', fields, 'Another process serves the desk now; this one stands by');
}

export function standingBy(log: Logger, fields: { leader: string }): void {
  tell(log, 'info', 'lease.standing-by', fields, 'Another process serves the desk; this one stands by');
}

/** Redis does not confirm the lease. Until then no call is made. */
export function leaseTroubled(log: Logger, fields: { reason: string } | { err: unknown }): void {
  tell(log, 'error', 'lease.troubled', fields, 'The lease cannot be renewed; nothing is sent until it is');
}

/** A document of the settings cannot be used; the last good value holds. */
export function settingsDamaged(log: Logger, fields: { report: string }): void {
  tell(log, 'error', 'settings.damaged', fields, 'Stored settings are damaged; the last good values hold');
}

export function hintsRefused(log: Logger, fields: { err: unknown }): void {
  tell(
    log,
    'warn',
    'hints.refused',
    fields,
    'Redis does not allow SUBSCRIBE: what another process takes in is noticed a second later',
  );
}

/** A desk whose Redis is emptied looks the same as a new one, unless its group still has the bot's menu. */
export function dataIdNotKept(log: Logger, fields: { reason: string }): void {
  tell(
    log,
    'warn',
    'data-id.not-kept',
    fields,
    `The desk cannot remember which data is its own, and goes on. ${fields.reason}`,
  );
}

export function deskStarted(log: Logger, fields: { channel: number; group: number }): void {
  tell(log, 'info', 'desk.started', fields, 'Desk started');
}

export function deskStopped(log: Logger): void {
  tell(log, 'info', 'desk.stopped', {}, 'Desk stopped');
}
