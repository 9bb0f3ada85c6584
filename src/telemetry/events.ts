/** One function per thing that happens to the business: its name, its level and its fields are decided here. */
import type { AgentId, ClientId, UserId } from '../../machines/words.ts';
import type { Logger } from './logger.ts';

/** An update that could not be decoded; it was parked raw and acknowledged. */
export function updateMalformed(log: Logger, fields: { updateId: number; reason: string }): void {
  log.error({ event: 'update.malformed', ...fields }, 'Update could not be read: parked');
}

/** An update that tripped a defect, or that waits for what is not known yet. */
export function updateParked(log: Logger, fields: { updateId: number; reason: string; err?: unknown }): void {
  log.error({ event: 'update.parked', ...fields }, 'Update parked');
}

export function commandCommitted(
  log: Logger,
  fields: { command: string; client: ClientId | UserId; type: string; version: number; effects: number },
): void {
  log.debug({ event: 'command.committed', ...fields }, 'Command committed');
}

export function clientOpened(log: Logger, fields: { client: ClientId; ticket: number }): void {
  log.info({ event: 'client.opened', ...fields }, 'Ticket opened');
}

export function clientClosed(
  log: Logger,
  fields: { client: ClientId; ticket: number; agent?: AgentId },
): void {
  log.info({ event: 'client.closed', ...fields }, 'Ticket closed');
}

export function clientBanned(log: Logger, fields: { client: ClientId; agent?: AgentId }): void {
  log.info({ event: 'client.banned', ...fields }, 'Client banned');
}

export function effectDelivered(
  log: Logger,
  fields: { effect: string; kind: string; chat: number; durationMs: number },
): void {
  log.debug({ event: 'effect.delivered', ...fields }, 'Effect delivered');
}

/** Telegram answered 429. */
export function lanePaused(log: Logger, fields: { chat: number; retryAfterMs: number }): void {
  log.warn({ event: 'lane.paused', ...fields }, 'Telegram asked this chat to wait');
}

export function deliveryRetried(
  log: Logger,
  fields: { effect: string; kind: string; attempt: number; waitMs: number; err?: unknown },
): void {
  log.warn({ event: 'delivery.retried', ...fields }, 'Delivery failed, tried again later');
}

export function deliveryParked(
  log: Logger,
  fields: { effect: string; kind: string; client: ClientId | UserId; reason: string; err?: unknown },
): void {
  log.error({ event: 'delivery.parked', ...fields }, 'Delivery refused for good: parked, see inspect');
}

/** The client blocked the bot, or the account is gone. */
export function clientBlocked(log: Logger, fields: { client: ClientId }): void {
  log.info({ event: 'client.blocked', ...fields }, 'Client cannot be reached');
}

export function threadLost(log: Logger, fields: { client: ClientId }): void {
  log.warn({ event: 'thread.lost', ...fields }, 'Thread was deleted: a new post takes its place');
}

/** Another process polls with the same token. */
export function pollingConflict(log: Logger, fields: { waitMs: number }): void {
  log.error(
    { event: 'polling.conflict', ...fields },
    'Another program polls with this token; stop one of them',
  );
}

export function networkDown(log: Logger, fields: { err: unknown }): void {
  log.warn({ event: 'network.down', ...fields }, 'Telegram cannot be reached');
}

export function networkUp(log: Logger, fields: { downMs: number }): void {
  log.info({ event: 'network.up', ...fields }, 'Telegram can be reached again');
}

export function deskStarted(log: Logger, fields: { desk: number; bot: 'sandbox' | 'telegram' }): void {
  log.info({ event: 'desk.started', ...fields }, 'Desk started');
}

export function deskStopped(log: Logger, fields: { desk: number; reason: string }): void {
  log.info({ event: 'desk.stopped', ...fields }, 'Desk stopped');
}
