import type { Content } from '../../../machines/content.ts';
import type { ThreadMessageId, UserId } from '../../../machines/ids.ts';

/**
 * A step of a person with the canned answers, in the order of the person's steps.
 *
 * `save`: the content becomes the answer; without a code the first words name the answer. `await`: the next message of
 * the person becomes the answer. `words`: a message that may be awaited.
 */
export type CannedStep = { kind: 'cannedStep' } & Act;

type Act =
  | { act: 'save'; by: UserId; askedIn: ThreadMessageId | null; code: string | null; content: Content }
  | { act: 'await'; by: UserId; code: string }
  | { act: 'words'; by: UserId; content: Content }
  | { act: 'remove'; by: UserId; code: string; version: number }
  | { act: 'used'; by: UserId; code: string }
  | { act: 'variable'; by: UserId; name: string; value: string };

export const cannedStep = (act: Act): CannedStep => ({ kind: 'cannedStep', ...act });
