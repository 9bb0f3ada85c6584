import type { MessageDoc } from './shapes.ts';
import type { World } from './world.ts';

/** Reported of posts with an inline keyboard, and not verified: a switch. People cannot comment through such a post. */
export function hidesComments({ assumptions }: World, { markup }: MessageDoc): boolean {
  return assumptions.keyboardHidesComments && markup !== undefined;
}
