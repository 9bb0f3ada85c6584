import type { EpochMs, UserId } from '../../../machines/ids.ts';
import { createMailboxes } from '../../actor/mailbox.ts';
import type { Clock } from '../../base/clock.ts';
import { within } from '../../base/timeout.ts';
import type { Changes, Colleague, Directory, Person, Standing } from '../../store/team-store.ts';
import { type TelegramApi, TelegramError } from '../../telegram/grammy-api.ts';
import type { DeskChats } from '../../telegram/inbound.ts';

/**
 * Whether everybody who is of the team is known. Of a public channel the administrators are, and those are named. The
 * members of a private one cannot be listed, but they can be counted: if all whom the desk knows are there, and there are
 * no more, then whoever is unknown is not of the team.
 *
 * I1 Whoever joins after the proof is told of by an update, which is taken before what they do (`router/receive`, I2). So
 *    a proof lasts through all that is told, as long as this process hears every update, and no longer than Telegram keeps
 *    them. A change of which nothing was told ends it.
 * I2 They are counted first, and who is asked about after that was counted, or has come back since, of which is told. A
 *    change that comes while it is made spoils it.
 * I3 Telegram's answer may be ahead of its updates. Whoever it says has left is of the team until that is told, or said
 *    again `AGAIN_MS` later: what they wrote before may still be on its way.
 * I4 Telegram's count may be `COUNT_AGE_MS` old. Within that time after a change it could be the right number of the wrong
 *    people, so nothing is counted then.
 */
export type Roster = {
  /** Takes note of what other processes learned. */
  follow(): Promise<void>;
  /** Follows, and tries to prove it, if it is neither proven nor was tried in vain of late. */
  prove(): Promise<void>;
  /** Since it was learned what the person is, nothing may have gone untold, as far as this process knows. */
  isTrusted(person: Person): boolean;
  /** Waits for a proof that is being made, but not long. */
  isComplete(): Promise<boolean>;
  /**
   * Has the administrators named, unless all changes since they were can be known.
   * @throws TelegramError
   */
  nameAdministrators(): Promise<void>;
  /**
   * Asks Telegram about a person, and learns the answer.
   * @throws TelegramError
   */
  lookUp(user: UserId): Promise<Standing>;
  /** Was missing when the team was last asked about. */
  seemsGone(colleague: Colleague): boolean;
  /** No proof is being made. */
  idle(): boolean;
};

export type RosterDeps = {
  directory: Directory;
  api: Pick<TelegramApi, 'standing' | 'administrators' | 'memberCount'>;
  chats: DeskChats;
  clock: Clock;
  /**
   * Since when this process hears every update: stands for the time in which it does, and is not compared with others,
   * because a clock may be set. Null: it does not.
   */
  listensSince(): EpochMs | null;
};

/** Telegram keeps updates for so long. */
const LISTENED_MS = 24 * 60 * 60_000;
/** How long a list is good in a process that does not hear of its changes. */
const UNHEARD_MS = 10 * 60_000;
/** Whoever is there unknown stays so until they write, or leave, which are changes. */
const UNPROVEN_MS = 60 * 60_000;
/** After one that came to nothing, and however often updates were missed. */
const AGAIN_MS = 60_000;
/** TDLib, of which every Bot API server is made, keeps the facts of a channel for a minute; another one for good measure. */
const COUNT_AGE_MS = 2 * 60_000;
/** Each costs a question. Of a larger team, strangers are asked about instead. */
const MOST = 200;
/** Whoever writes while a proof is made waits for it, and what comes after them as well. */
const AT_ONCE = 10;
/** Then asking about them is quicker. */
const PATIENCE_MS = 3000;

/** When something was said of the team, by `Clock.monotonic`. */
type Moment = { at: number; since: EpochMs | null; isPublic: boolean };
type AsOf = Moment & { changes: Changes };
type Missing = Moment & { askedAt: EpochMs };
type Attempt = AsOf & { proven: boolean; lastsMs: number; isRefused?: true };
/** Who administers the channel, and how many are in it, as of which changes. `isAmiss`: some who were known have left. */
type Named = { people: UserId[]; bots: number; total: number; changes: Changes; isAmiss: boolean };
/** What was found about a colleague. `isNews`: it was learned, and is a change of which nothing was told. */
type Found = { isOut: boolean; isNews: boolean };

export function createRoster({ directory, api, chats, clock, listensSince }: RosterDeps): Roster {
  const turns = createMailboxes<'administrators'>();
  let named: AsOf | null = null;
  let last: Attempt | null = null;
  let proving: Promise<void> | null = null;
  let distrustedAt = 0 as EpochMs;
  /** Who was said to have left (I3). */
  const missing = new Map<UserId, Missing>();

  async function changesNow(): Promise<Changes> {
    const changes = await directory.changes();
    ({ distrustedAt } = changes);
    return changes;
  }

  const asOfNow = (): Moment => ({
    at: clock.monotonic(),
    since: listensSince(),
    isPublic: chats.isPublic,
  });

  const ageOf = ({ at }: Moment): number => clock.monotonic() - at;
  const isHeard = ({ since, isPublic }: Moment): boolean =>
    since !== null && since === listensSince() && isPublic === chats.isPublic;

  /** Nothing was learned of them since they were missing. */
  const seemsGone = ({ id, learnedAt }: Colleague): boolean => (missing.get(id)?.askedAt ?? 0) > learnedAt;

  const ask = (user: UserId): Promise<Standing> => api.standing(chats.channelId, user, chats.isPublic);

  async function learnIn(user: UserId, standing: Standing, askedAt: EpochMs): Promise<Found> {
    missing.delete(user);
    return { isOut: false, isNews: await directory.found(user, standing, askedAt) };
  }

  async function learnOut(colleague: Colleague, askedAt: EpochMs): Promise<Found> {
    const { id } = colleague;
    const first = seemsGone(colleague) ? missing.get(id) : undefined;
    if (first === undefined || !isHeard(first)) {
      missing.set(id, { ...asOfNow(), askedAt });
      return { isOut: true, isNews: false };
    }
    const isConfirmed = ageOf(first) >= AGAIN_MS;
    return { isOut: true, isNews: isConfirmed && (await directory.found(id, 'outsider', askedAt)) };
  }

  async function askAgain(colleague: Colleague): Promise<Found> {
    const askedAt = clock.now();
    const standing = await ask(colleague.id);
    return standing === 'outsider' ? learnOut(colleague, askedAt) : learnIn(colleague.id, standing, askedAt);
  }

  /** @param count how many are in the channel; it is asked for first */
  const nameNow = (count: () => Promise<number> = async () => 0): Promise<Named> =>
    turns.run('administrators', async () => {
      // What is told or found from here on may be missing in the answers.
      const changes = await changesNow();
      const asOf = { ...asOfNow(), changes };
      let isAmiss = false;
      const note = ({ isOut, isNews }: Found): void => {
        isAmiss ||= isOut;
        if (!isNews) return;
        changes.count += 1;
        changes.untold += 1;
      };
      const total = await count();
      const askedAt = clock.now();
      const { people, bots } = await api.administrators(chats.channelId);
      const former = (await directory.team()).filter(
        ({ id, standing }) => standing === 'administrator' && !people.includes(id),
      );
      for (const id of people) note(await learnIn(id, 'administrator', askedAt));
      // Of a private channel they may still be members.
      for (const one of former) note(await (chats.isPublic ? learnOut(one, askedAt) : askAgain(one)));
      named = asOf;
      return { people, bots, total, changes, isAmiss };
    });

  const isJustTold = ({ toldAt }: Changes): boolean => !chats.isPublic && clock.now() - toldAt < COUNT_AGE_MS;

  async function count(): Promise<Omit<Attempt, keyof AsOf> & { changes: Changes }> {
    const { isPublic } = chats;
    const { people, bots, total, changes, isAmiss } = await nameNow(
      isPublic ? undefined : () => api.memberCount(chats.channelId),
    );
    const proof = { proven: true, lastsMs: LISTENED_MS, changes };
    const spoiled = { proven: false, lastsMs: AGAIN_MS, changes };
    if (isAmiss || isJustTold(changes)) return spoiled;
    if (isPublic) return proof;
    const team = await directory.team();
    const known = team.length + bots;
    const unproven = { ...spoiled, lastsMs: UNPROVEN_MS };
    if (team.length > MOST || total > known) return unproven;
    // Who is known may have left unheard. Nothing else would tell of those who never write again.
    const others = team.filter(({ id }) => !people.includes(id));
    for (let first = 0; first < others.length; first += AT_ONCE) {
      const answers = await Promise.all(others.slice(first, first + AT_ONCE).map(askAgain));
      // Not every answer is learned (I3); nor is one that, by a clock that was set back, is older than what is known.
      if (answers.some(({ isOut }) => isOut)) return spoiled;
    }
    if (total < known) return unproven;
    const isSpoiled = (await changesNow()).count !== changes.count;
    return isSpoiled ? spoiled : proof;
  }

  async function attempt(changes: Changes): Promise<void> {
    const asOf = asOfNow();
    try {
      last = { ...asOf, ...(await count()) };
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      const lastsMs = Math.max(AGAIN_MS, (error.retryAfterS ?? 0) * 1000);
      last = { ...asOf, changes, proven: false, lastsMs, isRefused: true };
    }
  }

  /** Null: it is open. */
  function concluded({ count, untold }: Changes): boolean | null {
    if (last === null || !isHeard(last) || ageOf(last) >= last.lastsMs) return null;
    const isAsItWas = last.proven ? untold === last.changes.untold : count === last.changes.count;
    return isAsItWas ? last.proven : null;
  }

  /** Of a Telegram that refuses, changes are no reason to ask again. */
  function isJustTried({ count }: Changes): boolean {
    if (last === null) return false;
    return last.isRefused
      ? ageOf(last) < last.lastsMs
      : count === last.changes.count && ageOf(last) < AGAIN_MS;
  }

  async function proveUnlessDone(): Promise<void> {
    const changes = await changesNow();
    if (concluded(changes) === null && !isJustTold(changes) && !isJustTried(changes)) await attempt(changes);
  }

  return {
    async follow() {
      await changesNow();
    },
    async prove() {
      if (listensSince() === null) return void (await changesNow());
      proving ??= proveUnlessDone().finally(() => {
        proving = null;
      });
      await proving;
    },
    isTrusted: ({ learnedAt }) => learnedAt > distrustedAt,
    async isComplete() {
      // Whether it failed is for whoever makes it to tell.
      if (proving !== null)
        await within(
          clock,
          PATIENCE_MS,
          proving.catch(() => {}),
        );
      return concluded(await changesNow()) === true;
    },
    async nameAdministrators() {
      const { untold } = await changesNow();
      const isFresh =
        named !== null &&
        named.isPublic === chats.isPublic &&
        named.changes.untold === untold &&
        ageOf(named) < (isHeard(named) ? LISTENED_MS : UNHEARD_MS);
      if (!isFresh) await nameNow();
    },
    async lookUp(user) {
      const askedAt = clock.now();
      const standing = await ask(user);
      await directory.found(user, standing, askedAt);
      return standing;
    },
    seemsGone,
    idle: () => proving === null,
  };
}
