import type { Clock } from '../../base/clock.ts';
import type { Readiness } from '../../http/readiness.ts';
import type { TelegramApi } from '../../telegram/api.ts';
import type { RawUpdate } from '../../telegram/inbound.ts';
import { endOfIntake, type IntakeEvents, type IntakeTrouble } from '../../telegram/intake.ts';
import { poll } from '../../telegram/polling.ts';
import { keepWebhook, type Webhook } from '../../telegram/webhook-registration.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { DeskState } from '../state.ts';

type ListeningDeps = {
  api: TelegramApi;
  /** Absent: the desk polls. */
  webhook: Webhook | undefined;
  /** Resolves when the update is committed. */
  take(update: RawUpdate): Promise<void>;
  state: DeskState;
  readiness: Pick<Readiness, 'block' | 'clear'>;
  runtime: { clock: Clock; random(): number; log: Logger };
};

/** Polls, or looks after the webhook; reports troubles to the log and to `/ready`. */
export class Listening {
  /** Resolves when Telegram has taken the webhook, or cannot be asked. Null: the desk polls. */
  readonly accepted: Promise<void> | null;
  readonly #deps: ListeningDeps;
  #accept: () => void = () => {};

  constructor(deps: ListeningDeps) {
    this.#deps = deps;
    this.accepted =
      deps.webhook === undefined
        ? null
        : new Promise((resolve) => {
            this.#accept = resolve;
          });
  }

  /** Listens until the signal fires. */
  listen(over: AbortSignal): Promise<void> {
    const { api, readiness, runtime, state, take, webhook } = this.#deps;
    state.setCaughtUp(null);
    const on: IntakeEvents & { set(): void } = {
      trouble: (trouble) => {
        state.setCaughtUp(null);
        this.#report(trouble);
        this.#accept();
      },
      recovered() {
        readiness.clear('telegram', 'webhook');
        events.networkUp(runtime.log);
      },
      caughtUp() {
        if (!over.aborted) state.setCaughtUp(runtime.clock.now());
      },
      set: () => this.#accept(),
    };
    const intake = { api, runtime, on };
    const end = () => {
      state.setCaughtUp(null);
      // From here on another process knows whether Telegram answers.
      readiness.clear('telegram', 'webhook');
    };
    over.addEventListener('abort', end, { once: true });
    const listening =
      webhook === undefined
        ? poll({ ...intake, receive: take }, over)
        : keepWebhook({ ...intake, hook: webhook }, over);
    void listening.then(
      () => this.#accept(),
      () => {},
    );
    return endOfIntake(listening, over);
  }

  #report(trouble: IntakeTrouble): void {
    const { readiness } = this.#deps;
    const { log } = this.#deps.runtime;
    switch (trouble.kind) {
      case 'unreachable':
        readiness.block('telegram', 'Telegram cannot be reached.');
        events.networkDown(log, { reason: trouble.message, waitMs: trouble.waitMs });
        break;
      case 'conflict':
        readiness.block('telegram', 'Another program asks for the updates of this bot.');
        events.pollingConflict(log, { waitMs: trouble.waitMs });
        break;
      case 'foreign-webhook':
        readiness.block('telegram', 'Another program set a webhook on the token of this desk, which polls.');
        events.foreignWebhook(log, { host: trouble.host, times: trouble.times, waitMs: trouble.waitMs });
        break;
      case 'undelivered':
        readiness.block('webhook', 'Telegram does not get through to the webhook.');
        events.webhookUndelivered(log, { reason: trouble.message, waiting: trouble.waiting });
        break;
      case 'replaced':
        readiness.block('webhook', 'Another program took the webhook away.');
        events.webhookReplaced(log, { host: trouble.host });
        break;
      case 'unauthorized':
        readiness.block('telegram', 'Telegram does not accept the token any more.');
        break;
    }
  }
}
