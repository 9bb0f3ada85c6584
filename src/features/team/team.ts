import type { UserId } from '../../../machines/ids.ts';
import type { Standing, StandingChange } from '../../store/team-store.ts';
import { TelegramError } from '../../telegram/grammy-api.ts';
import { createRoster, type Roster, type RosterDeps } from './roster.ts';

/** Who belongs to the team, learned from Telegram's updates, and from as few questions as will do. */
export type Team = {
  /**
   * @throws TelegramError when it is not known and Telegram does not answer: then nobody may guess.
   */
  standing(user: UserId): Promise<Standing>;
  /** Telegram told of it by itself. */
  learn(user: UserId, change: StandingChange): Promise<void>;
  /** Telegram may have left something untold: the bot was not in the channel, or no administrator of it. */
  distrust(): Promise<void>;
  /** Somebody wrote to the bot or came back to it, or blocked it. */
  setReachable(user: UserId, reachable: boolean): Promise<void>;
  /** Administrators of the channel, but for those who are known not to be reachable in private. */
  audience(): Promise<UserId[]>;
} & Pick<Roster, 'follow' | 'prove' | 'idle'>;

/** `chat_member` updates keep it true; asking again covers those that were missed while the bot was away. */
const STANDING_FRESH_MS = 24 * 60 * 60 * 1000;

export type TeamDeps = RosterDeps;

export function createTeam(deps: TeamDeps): Team {
  const { directory, clock } = deps;
  const roster = createRoster(deps);
  /** Those who are being found out about. */
  const finding = new Map<UserId, Promise<Standing>>();

  /** Of the team are those of whom that is known, once it is proven that they are all. Else the person is asked about. */
  async function find(user: UserId): Promise<Standing> {
    const at = clock.now();
    const isComplete = await roster.isComplete();
    // Read after that: whoever was unknown may have been found while it was proven.
    const { standing } = await directory.person(user);
    const isColleague = standing === 'administrator' || standing === 'member';
    if (isColleague || !isComplete) return roster.lookUp(user);
    await directory.found(user, 'outsider', at);
    return 'outsider';
  }

  /** Once, however many want to know at the same time. */
  function findOnce(user: UserId): Promise<Standing> {
    const found = finding.get(user) ?? find(user).finally(() => finding.delete(user));
    finding.set(user, found);
    return found;
  }

  return {
    async standing(user) {
      const known = await directory.person(user);
      const isFresh = clock.now() - known.learnedAt < STANDING_FRESH_MS && roster.isTrusted(known);
      if (known.standing !== null && isFresh) return known.standing;
      try {
        return await findOnce(user);
      } catch (error) {
        if (known.standing === null || !(error instanceof TelegramError)) throw error;
        return known.standing;
      }
    },
    learn: (user, change) => directory.learn(user, change, clock.now()),
    async distrust() {
      await directory.distrust(clock.now());
      await roster.follow();
    },
    setReachable: (user, reachable) => directory.setReachable(user, reachable),
    async audience() {
      let refusal: unknown = null;
      try {
        await roster.nameAdministrators();
      } catch (error) {
        // A bot that was put out of the channel is not told any more, and has all the more to say to them.
        if (!(error instanceof TelegramError && error.isFinal)) throw error;
        refusal = error;
      }
      const administrators = (await directory.team()).filter(({ standing }) => standing === 'administrator');
      if (administrators.length === 0 && refusal !== null) throw refusal;
      return administrators.filter((one) => !one.unreachable && !roster.seemsGone(one)).map(({ id }) => id);
    },
    follow: roster.follow,
    prove: roster.prove,
    idle: roster.idle,
  };
}
