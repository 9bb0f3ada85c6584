import type { Content } from '../../machines/content.ts';
import type { ThreadMessageId } from '../../machines/ids.ts';
import type { Effect } from '../actor/effects.ts';

/** A comment that is not for the client. An earlier version, or another item of the album, may be on the way. */
export type Withheld = {
  message: ThreadMessageId;
  content: Content;
  edited: boolean;
  as: 'note' | 'command' | 'not-team';
};

/** The effects of a feature that take back what the feature sends to the client. */
export type Withhold = (withheld: Withheld) => Effect[];
