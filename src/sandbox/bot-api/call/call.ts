import type { Limits } from '../limits.ts';
import type { Polls } from '../long-polls.ts';
import type { Sending } from '../in-flight-sends.ts';
import type { Upload } from '../../world/add-file.ts';
import type { World } from '../../world/world.ts';
import type { Arguments } from './arguments.ts';

/** A request of a bot. */
export type Call = {
  world: World;
  botId: number;
  args: Arguments;
  /** Files of a multipart request, by the name of their part. */
  uploads: ReadonlyMap<string, Upload>;
  limits: Limits;
  sending: Sending;
  polls: Polls;
  /** A sentence beside the result. */
  describe(text: string): void;
  /** Runs when the client hangs up. */
  onHangUp(run: () => void): void;
};

/** Answers with the `result`, or throws an `ApiError`. */
export type Method = (call: Call) => unknown;
