import { type Fields, oneOf } from '../../../machines/desk/fields.ts';

/**
 * Words that the team writes outside a thread. `live`: shown as soon as the group has calls left. `digest`: with the
 * next message of the thread, or after a minute. `off`: not shown in the thread.
 */
export type MirrorMode = 'live' | 'digest' | 'off';

export const mirrorSettings: Fields<{ mirror: MirrorMode }> = {
  mirror: oneOf('live', ['live', 'digest', 'off']),
};
