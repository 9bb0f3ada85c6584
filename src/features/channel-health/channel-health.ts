import type { Say, Saying } from '../../../machines/client/say.ts';
import { saying } from '../../i18n/saying.ts';
import type { EpochMs, UserId } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import { createMailboxes } from '../../actor/mailbox.ts';
import type { Clock } from '../../base/clock.ts';
import { RetryableError } from '../../base/errors.ts';
import { sleep } from '../../base/sleep.ts';
import type { ChannelStore } from '../../store/channel-store.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { Board } from '../../telegram/boards.ts';
import type { ChatId } from '../../telegram/call.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { Refusals } from './refusals.ts';
import {
  type BoardLook,
  type ChannelTrouble,
  type DeskChat,
  examine,
  lanesClosedBy,
  type HealthReport,
} from './troubles.ts';

type ChannelHealthDeps = {
  chats: {
    /** The id of the group and whether the channel is public change here. */
    board: Board;
    /** The group has a new id. */
    moved(): void;
  };
  api: BoardLook;
  store: ChannelStore<ChannelTrouble>;
  reports: {
    /** Administrators who can be notified in private. */
    audience(): Promise<UserId[]>;
    dispatch: Dispatch;
  };
  lanes: { closeLanes(chats: ReadonlySet<DeskChat>): void; wake(): void };
  runtime: {
    clock: Clock;
    log: Logger;
    /** The backlog of updates is finished. */
    isCaughtUp(): boolean;
  };
};

/** No update reports a link between channel and group. */
const CALM_MS = 5 * 60_000;
const TROUBLED_MS = 30_000;
/** No look proves that threads last. Administrators are reminded after a day. */
const REMINDER_MS = 24 * 60 * 60_000;

/**
 * Health of one board, a channel and its group: rights of the bot, the link, refusals.
 *
 * I1 A trouble closes the lanes of its row in `troubles.ts`, and is reported to the administrators once, also across
 *    restarts. The end of the last trouble is reported once.
 * I2 An answer that says nothing about rights changes nothing.
 * I3 While a trouble lasts, looks follow after 30 s, 1 min, 2 min, … A trouble that begins ends the calm pause.
 * I4 Only the leader looks. Another process rings for the leader.
 */
export class ChannelHealth {
  readonly #deps: ChannelHealthDeps;
  readonly #turns = createMailboxes<'health'>();
  readonly #known = new Map<ChannelTrouble, { since: EpochMs; told: boolean }>();
  readonly #refusals = { channel: new Refusals(), group: new Refusals() };
  #asked: Promise<boolean> | null = null;
  #busy = 0;
  #isLeader = false;
  /** Ends the calm pause. */
  #pause = new AbortController();

  constructor(deps: ChannelHealthDeps) {
    this.#deps = deps;
  }

  /**
   * Looks until `over` fires. Before the first look nothing is written: the chats may not be the desk's any more.
   */
  async watch(over: AbortSignal): Promise<void> {
    const { lanes } = this.#deps;
    this.#isLeader = true;
    over.addEventListener('abort', () => (this.#isLeader = false), { once: true });
    lanes.closeLanes(new Set(['channel', 'group']));
    await this.#soon(() => this.#takeOver().finally(() => this.#closeLanes()));
    let looks = 0;
    while (!over.aborted) {
      this.#pause = new AbortController();
      const ended = AbortSignal.any([over, this.#pause.signal]);
      if (await sleep(this.#deps.runtime.clock, this.#pauseMs(looks), ended)) {
        await this.#soon(async () => {
          looks = (await this.look()) ? 0 : looks + 1;
        });
      } else looks = 0;
    }
  }

  /** The bot's rights in a chat changed. Another process may be the leader. */
  changed(): void {
    if (this.#isLeader) this.#lookNow();
    else void this.#soon(() => this.#deps.store.ring());
  }

  /** Another process announced a change. */
  hinted(): void {
    if (this.#isLeader) this.#lookNow();
  }

  /**
   * Looks once for all callers that ask before the look begins.
   * @returns whether posts get their copies, as far as a look shows
   * @throws TelegramError when Telegram does not answer
   */
  look(): Promise<boolean> {
    this.#asked ??= this.#inTurn(async () => {
      this.#asked = null;
      const { found, judged, isPublic } = await examine(
        { api: this.#deps.api, board: this.#deps.chats.board },
        (from, to) => this.#move(from, to),
      );
      if (isPublic !== null) await this.#noteVisibility(isPublic);
      await this.#expireReminder();
      await this.#conclude(found, [...judged, ...this.#refusalsOver()]);
      return lanesClosedBy(this.#known.keys()).size === 0;
    });
    return this.#asked;
  }

  /** @throws RetryableError, or TelegramError, while a post would get no copy, or the desk would miss the copy */
  async confirm(): Promise<void> {
    if (!this.#deps.runtime.isCaughtUp()) throw new RetryableError('The backlog of updates is not finished');
    if (!(await this.look())) throw new RetryableError('The channel and its group need repair first');
  }

  /** Telegram refused a message of the client in this chat. */
  refused(chat: DeskChat, client: UserId): void {
    const { clock } = this.#deps.runtime;
    const trouble = `${chat}-refused` as const;
    this.#refusals[chat].refused(client, clock.monotonic());
    if (this.#known.has(trouble)) return;
    void this.#soon(async () => {
      await this.look();
      await this.#inTurn(async () => {
        const isRefusing = this.#refusals[chat].isRefusing(clock.monotonic());
        if (isRefusing && !lanesClosedBy(this.#known.keys()).has(chat)) await this.#conclude([trouble], []);
      });
    });
  }

  delivered(chat: DeskChat, client: UserId): void {
    this.#refusals[chat].delivered(client);
    if (this.#refusalsOver().length === 0) return;
    void this.#soon(() => this.#inTurn(() => this.#conclude([], this.#refusalsOver())));
  }

  /** Threads do not open, or do not last, though every look is good. */
  threadsFail(): Promise<void> {
    return this.#inTurn(() => this.#conclude(['threads-fail'], []));
  }

  /** A basic group became a supergroup with an id and message ids of its own (`FACTS.md #28`). */
  async moved(from: number, to: number): Promise<void> {
    if (this.#isLeader) await this.#inTurn(() => this.#move(from, to));
    else await this.#deps.store.ring();
  }

  /** Reads what another process noted: the id of the group, and whether the channel is public. */
  async follow(): Promise<void> {
    const { chats, store } = this.#deps;
    const { board } = chats;
    board.isPublic = (await store.kept())?.isPublic ?? board.isPublic;
    if (isBasicGroup(board.groupId)) this.#setGroup(await store.newId(board.groupId));
  }

  idle(): boolean {
    return this.#busy === 0;
  }

  #refusalsOver(): ChannelTrouble[] {
    const nowMs = this.#deps.runtime.clock.monotonic();
    return (['channel', 'group'] as const)
      .filter((chat) => this.#known.has(`${chat}-refused`) && this.#refusals[chat].isOver(nowMs))
      .map((chat) => `${chat}-refused` as const);
  }

  /** The `judged` troubles end unless `found`; all other known troubles remain. */
  async #conclude(found: readonly ChannelTrouble[], judged: readonly ChannelTrouble[]): Promise<void> {
    await this.#note(found);
    const repaired = judged.filter((trouble) => this.#known.has(trouble) && !found.includes(trouble));
    const left = [...this.#known].filter(([trouble]) => !repaired.includes(trouble));
    this.#deps.lanes.closeLanes(lanesClosedBy(left.map(([trouble]) => trouble)));
    for (const [trouble, note] of left.filter(([, { told }]) => !told)) {
      await this.#report(trouble, note.since);
      await this.#deps.store.note(trouble, note.since, true);
      note.told = true;
    }
    await this.#forget(repaired, left.length === 0);
  }

  async #note(found: readonly ChannelTrouble[]): Promise<void> {
    const { store, runtime } = this.#deps;
    const wasCalm = this.#known.size === 0;
    const since = runtime.clock.now();
    for (const trouble of found.filter((each) => !this.#known.has(each))) {
      this.#known.set(trouble, { since, told: false });
      events.channelTroubled(runtime.log, { trouble });
      await store.note(trouble, since, false);
    }
    if (wasCalm && this.#known.size > 0) this.#pause.abort();
  }

  async #forget(repaired: readonly ChannelTrouble[], areLast: boolean): Promise<void> {
    const [first] = repaired;
    if (first === undefined) return;
    const { store, runtime } = this.#deps;
    if (areLast) await this.#report('repaired', this.#known.get(first)?.since ?? runtime.clock.now());
    await store.forget(repaired);
    for (const trouble of repaired) {
      this.#known.delete(trouble);
      events.channelRepaired(runtime.log, { trouble });
    }
  }

  async #report(report: HealthReport, since: number): Promise<void> {
    const { reports, runtime, chats } = this.#deps;
    for (const admin of await reports.audience()) {
      await reports.dispatch({
        id: `health:${chats.board.channelId}:${report}:${since}:${admin}`,
        owner: admin,
        actor: { kind: 'desk' },
        at: runtime.clock.now(),
        effects: [{ kind: 'say', to: 'owner', text: textOf(report, chats.board.groupId) } satisfies Say],
      });
    }
  }

  async #expireReminder(): Promise<void> {
    const worn = this.#known.get('threads-fail');
    if (worn === undefined || this.#deps.runtime.clock.now() - worn.since <= REMINDER_MS) return;
    this.#known.delete('threads-fail');
    await this.#deps.store.forget(['threads-fail']);
  }

  async #move(from: number, to: number): Promise<void> {
    const { chats, store } = this.#deps;
    const { board } = chats;
    if (from !== board.groupId || !isBasicGroup(from)) return;
    await store.move(from, { ...board, groupId: to });
    this.#setGroup(to);
    // The update of the move does not wait for the list of administrators.
    void this.#soon(() => this.#report('group-moved', to));
  }

  #setGroup(id: ChatId): void {
    const { board, moved } = this.#deps.chats;
    if (board.groupId === id) return;
    board.groupId = id;
    moved();
  }

  /** No update reports the change, and the change decides who is of the team. */
  async #noteVisibility(isPublic: boolean): Promise<void> {
    const { chats, store } = this.#deps;
    const { board } = chats;
    if (isPublic === board.isPublic) return;
    board.isPublic = isPublic;
    await store.keepVisibility(isPublic);
  }

  async #takeOver(): Promise<void> {
    const { chats, store, reports } = this.#deps;
    const { board } = chats;
    this.#setGroup(await store.newId(board.groupId));
    this.#known.clear();
    for (const [trouble, note] of await store.troubles()) this.#known.set(trouble, note);
    // A bot outside the channel cannot ask for the administrators any more.
    if (await this.look()) await reports.audience();
  }

  #lookNow(): void {
    void this.#soon(() => this.look().finally(() => this.#deps.lanes.wake()));
  }

  /** @param looks looks in vain since the trouble began */
  #pauseMs(looks: number): number {
    return this.#known.size === 0 ? CALM_MS : Math.min(CALM_MS, TROUBLED_MS * 2 ** looks);
  }

  #closeLanes(): void {
    this.#deps.lanes.closeLanes(lanesClosedBy(this.#known.keys()));
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.#turns.run('health', task);
  }

  /** Runs in the background. `watch` looks again if Telegram does not answer. */
  async #soon(task: () => Promise<unknown>): Promise<void> {
    this.#busy += 1;
    try {
      await task();
    } catch (err) {
      if (!(err instanceof TelegramError)) {
        events.taskFailed(this.#deps.runtime.log, { task: 'channel health', err });
      }
    } finally {
      this.#busy -= 1;
    }
  }
}

/** Ids of channels and supergroups begin with -100. */
const isBasicGroup = (chat: number): boolean => chat > -1_000_000_000_000;

const textOf = (report: HealthReport, groupId: number): Saying =>
  report === 'group-moved'
    ? saying('health-group-moved', { group: String(groupId) })
    : saying(`health-${report}`);
