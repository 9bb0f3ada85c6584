import type { Clock } from '../base/clock.ts';
import type { HttpServer } from '../http/server.ts';
import type { Pubsub } from '../store/pubsub.ts';
import type { RedisConnection } from '../store/redis.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Shared by all desks of a process. */
export type DeskHost = {
  redis: RedisConnection;
  pubsub: Pubsub;
  /** Takes updates by webhook, and answers how the desks are. */
  http?: HttpServer | undefined;
  clock: Clock;
  random(): number;
  log: Logger;
};
