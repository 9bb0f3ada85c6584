import type { EpochMs, UserId } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import { createMailboxes } from '../../actor/mailbox.ts';
import type { Clock } from '../../base/clock.ts';
import { RetryableError } from '../../base/errors.ts';
import { rest } from '../../base/sleep.ts';
import type { PlaceStore } from '../../store/channel-store.ts';
import type { TelegramApi } from '../../telegram/api.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { DeskChats } from '../../telegram/inbound.ts';
import { type DeskChat, examine, heldBy, type PlaceReport, type PlaceTrouble } from './troubles.ts';

/**
 * The channel, its group, and what the bot may do there. What is not as a desk needs it holds up the lanes it concerns,
 * is told to the administrators once, and is looked at again until it is repaired.
 */
export type Place = {
  /**
   * Takes up what an earlier process found, and looks again and again, sooner while something is wrong, until `over`
   * fires. Before the first look nothing is written into a place that may not be the desk's any more.
   */
  watch(over: AbortSignal): Promise<void>;
  /** Telegram says that the bot's part in one of the chats has changed. Another process may be the one to look. */
  changed(): void;
  /** Another process was told so. */
  hinted(): void;
  /** @returns whether posts get their copies as far as can be seen. @throws TelegramError when Telegram does not answer */
  look(): Promise<boolean>;
  /** @throws RetryableError, or TelegramError, while a post would get no copy, or its copy could have been missed */
  confirm(): Promise<void>;
  /** Telegram did not let the bot write there. */
  refused(chat: DeskChat): void;
  delivered(chat: DeskChat): void;
  /** Threads do not come about, or do not last, though nothing else seems wrong. */
  threadsFail(): Promise<void>;
  /** A basic group became a supergroup, which has an id and message ids of its own (`TELEGRAM.md §1.7`). */
  moved(from: number, to: number): Promise<void>;
  /** Takes note of where another process has moved the desk, and of whether it saw the channel become public. */
  follow(): Promise<void>;
  idle(): boolean;
};

type PlaceDeps = {
  /** The group in it changes when it moves, and whether the channel is public. */
  chats: DeskChats;
  api: Pick<TelegramApi, 'chat' | 'isServing'>;
  store: PlaceStore<PlaceTrouble>;
  /** Administrators who can be told something in private. */
  audience(): Promise<UserId[]>;
  dispatch: Dispatch;
  /** Nothing is left of what came while nobody received. */
  isCaughtUp(): boolean;
  lanes: { closeLanes(chats: ReadonlySet<DeskChat>): void; wake(): void };
  clock: Clock;
  on: PlaceEvents;
};

export type PlaceEvents = {
  found(trouble: PlaceTrouble): void;
  repaired(trouble: PlaceTrouble): void;
  failed(error: unknown): void;
};

/** Telegram tells of rights, but of a link between channel and group it tells nothing. */
const CALM_MS = 5 * 60_000;
const TROUBLED_MS = 30_000;
/** Nothing shows that threads last again. Who still has the trouble after a day is reminded. */
const REMINDER_MS = 24 * 60 * 60_000;

export function createPlace(deps: PlaceDeps): Place {
  const { chats, store, clock, on } = deps;
  const turns = createMailboxes<'place'>();
  const known = new Map<PlaceTrouble, { since: EpochMs; told: boolean }>();
  /** Telegram did not let the bot write there, nor has it since. */
  const refusing = new Set<DeskChat>();
  let asked: Promise<boolean> | null = null;
  let busy = 0;
  /** Of several processes one looks after the place; the others leave it to the look of that one. */
  let isOurs = false;

  async function tell(report: PlaceReport, since: number): Promise<void> {
    for (const admin of await deps.audience()) {
      await deps.dispatch({
        id: `place:${report}:${since}:${admin}`,
        owner: admin,
        at: clock.now(),
        effects: [{ kind: 'reportPlace', report }],
      });
    }
  }

  /** Of those that were `judged`, only what was found holds; of the others what was known. */
  async function conclude(found: readonly PlaceTrouble[], judged: readonly PlaceTrouble[]): Promise<void> {
    const since = clock.now();
    for (const trouble of found) {
      if (known.has(trouble)) continue;
      known.set(trouble, { since, told: false });
      on.found(trouble);
      await store.note(trouble, since, false);
    }
    const repaired = judged.filter((trouble) => known.has(trouble) && !found.includes(trouble));
    const left = [...known].filter(([trouble]) => !repaired.includes(trouble));
    deps.lanes.closeLanes(heldBy(left.map(([trouble]) => trouble)));
    for (const [trouble, note] of left.filter(([, { told }]) => !told)) {
      await tell(trouble, note.since);
      await store.note(trouble, note.since, true);
      note.told = true;
    }
    const [first] = repaired;
    if (first === undefined) return;
    if (left.length === 0) await tell('repaired', known.get(first)?.since ?? since);
    await store.forget(repaired);
    for (const trouble of repaired) {
      known.delete(trouble);
      on.repaired(trouble);
    }
  }

  /** One look for all who ask before it has begun. */
  function look(): Promise<boolean> {
    asked ??= turns.run('place', async () => {
      asked = null;
      const { found, judged } = await examine(deps.api, chats, move, open);
      const worn = known.get('threads-fail');
      if (worn !== undefined && clock.now() - worn.since > REMINDER_MS) {
        known.delete('threads-fail');
        await store.forget(['threads-fail']);
      }
      await conclude(found, judged);
      return heldBy(known.keys()).size === 0;
    });
    return asked;
  }

  async function move(from: number, to: number): Promise<void> {
    if (from !== chats.groupId || !isBasicGroup(from)) return;
    await store.move(from, { ...chats, groupId: to });
    chats.groupId = to;
    // The update that told of it must not wait for who the administrators are.
    void soon(() => tell('group-moved', to));
  }

  /** No update tells of it, and it changes who is of the team. */
  async function open(isPublic: boolean): Promise<void> {
    if (isPublic === chats.isPublic) return;
    chats.isPublic = isPublic;
    await store.keepOpenness(isPublic);
  }

  /** In the background: nobody waits for it, and a Telegram that does not answer is asked again by `watch`. */
  function soon(task: () => Promise<unknown>): Promise<void> {
    busy += 1;
    return task()
      .catch((error: unknown) => {
        if (!(error instanceof TelegramError)) on.failed(error);
      })
      .finally(() => {
        busy -= 1;
      })
      .then(() => undefined);
  }

  async function takeUp(): Promise<void> {
    chats.groupId = await store.newId(chats.groupId);
    known.clear();
    for (const [trouble, note] of await store.troubles()) known.set(trouble, note);
    // A bot that is put out of the channel is not told any more who is to hear of it.
    if (await look()) await deps.audience();
  }

  function lookAtOnce(): void {
    void soon(() => look().finally(() => deps.lanes.wake()));
  }

  /** @param looks in vain, since something is wrong */
  const pauseMs = (looks: number): number =>
    known.size === 0 ? CALM_MS : Math.min(CALM_MS, TROUBLED_MS * 2 ** looks);

  return {
    async watch(over) {
      isOurs = true;
      over.addEventListener('abort', () => (isOurs = false), { once: true });
      deps.lanes.closeLanes(new Set(['channel', 'group']));
      await soon(() => takeUp().finally(() => deps.lanes.closeLanes(heldBy(known.keys()))));
      for (let looks = 0; await rest(clock, pauseMs(looks), over); ) {
        await soon(async () => {
          looks = (await look()) ? 0 : looks + 1;
        });
      }
    },
    changed: () => (isOurs ? lookAtOnce() : void soon(() => store.hint())),
    hinted() {
      if (isOurs) lookAtOnce();
    },
    look,
    async confirm() {
      if (!deps.isCaughtUp()) throw new RetryableError('What came meanwhile has not been received yet');
      if (!(await look())) throw new RetryableError('The channel and its group need repair first');
    },
    refused(chat) {
      const isAgain = refusing.has(chat);
      refusing.add(chat);
      if (known.has(`${chat}-refused`)) return;
      void soon(async () => {
        await look();
        // One refusal may be about one message. The chat is in trouble when nothing passed between two refusals.
        const isStuck = () => isAgain && refusing.has(chat) && !heldBy(known.keys()).has(chat);
        await turns.run('place', async () => (isStuck() ? conclude([`${chat}-refused`], []) : undefined));
      });
    },
    delivered(chat) {
      refusing.delete(chat);
      if (known.has(`${chat}-refused`))
        void soon(() => turns.run('place', () => conclude([], [`${chat}-refused`])));
    },
    threadsFail: () => turns.run('place', () => conclude(['threads-fail'], [])),
    async moved(from, to) {
      if (isOurs) await turns.run('place', () => move(from, to));
      else await store.hint();
    },
    async follow() {
      chats.isPublic = (await store.kept())?.isPublic ?? chats.isPublic;
      if (isBasicGroup(chats.groupId)) chats.groupId = await store.newId(chats.groupId);
    },
    idle: () => busy === 0,
  };
}

/** Ids of channels and supergroups begin with -100. */
const isBasicGroup = (chat: number): boolean => chat > -1_000_000_000_000;
