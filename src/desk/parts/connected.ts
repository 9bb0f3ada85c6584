import { join } from 'node:path';
import { FIRST_BOARD } from '../../../machines/ids.ts';
import { explainFileError } from '../../base/file-error.ts';
import { createReadiness, type Readiness } from '../../http/readiness.ts';
import { findGroup, keepChannel, keptChannel } from '../../store/channel-store.ts';
import { type DataId, claimDataId } from '../../store/data-id.ts';
import { createKeys, type Keys } from '../../store/keys.ts';
import { onceTaken, StoreRetry } from '../../store/retry.ts';
import { Boards } from '../../telegram/boards.ts';
import { connectDesk } from '../../telegram/connect.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { deskLog } from '../../telemetry/metrics.ts';
import type { DeskHost } from '../host.ts';
import type { DeskOptions } from '../options.ts';
import { DeskState } from '../state.ts';

/** The desk and the data, known to belong together. */
export type Connected = {
  state: DeskState;
  keys: Keys;
  dataId: DataId;
  /** Each line names the desk. */
  log: Logger;
  readiness: Readiness;
  retry: StoreRetry;
};

/**
 * Asks Telegram for the bot, the channel and the group, and Redis for the data of the desk.
 * @throws SetupError when the bot, a chat or the data does not fit a desk
 * @throws the reason of `giveUp`, once it fires
 */
export async function findDesk(
  host: DeskHost,
  options: DeskOptions,
  stopping: AbortController,
): Promise<Connected> {
  const { redis, clock, random } = host;
  const { botId, botUsername, first, servedBefore } = await connectDesk({
    api: options.api,
    channelId: options.chats.channelId,
    giveUp: options.start.giveUp,
    runtime: host,
    polls: options.webhook === undefined,
    findGroup: (bot, linked) => findGroup(redis, createKeys(bot), FIRST_BOARD, { ...options.chats, linked }),
    keptChannel: (bot) => keptChannel(redis, createKeys(bot), FIRST_BOARD),
  });
  const keys = createKeys(botId);
  const log = deskLog(host.log, botId);
  const readiness = createReadiness({ askRedis: () => redis.ping(), clock });
  const patience = { clock, random, log, readiness };
  const { dataIdDir, acceptsDataLoss = false, giveUp = stopping.signal } = options.start;
  const dataId = await onceTaken(
    async () => {
      const found = await claimDataId(redis, keys, {
        file: dataIdDir === null ? null : join(dataIdDir, `desk-${botId}`),
        servedBefore,
        onNotKept: (error) => reportNotKept(log, error, dataIdDir ?? ''),
        acceptsLoss: acceptsDataLoss,
      });
      await keepChannel(redis, keys, FIRST_BOARD, first);
      return found;
    },
    patience,
    giveUp,
  );
  const retry = new StoreRetry({ ...patience, data: { redis, keys, dataId }, stopping });
  return {
    state: new DeskState(new Boards(botId, [first]), botUsername),
    keys,
    dataId,
    log,
    readiness,
    retry,
  };
}

function reportNotKept(log: Logger, error: unknown, dir: string): void {
  const explained = explainFileError(error, dir);
  events.dataIdNotKept(log, { reason: explained instanceof Error ? explained.message : String(explained) });
}
