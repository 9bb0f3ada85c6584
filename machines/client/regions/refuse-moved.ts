import { albumOf } from '../../content.ts';
import { effect } from '../setup.ts';

/** A comment or a command in a thread that the client left does nothing: the answer says where the client is. */
export const refuseMoved = {
  guard: 'elsewhere' as const,
  actions: [
    effect(({ context: { thread }, event }) => {
      if (!('by' in event)) return null;
      const { board, post } = thread;
      const album = event.type === 'agent.commented' ? albumOf(event.content) : null;
      return {
        kind: 'say',
        to: 'thread',
        text: [
          { key: 'refused-moved', params: { board: { board } } },
          ...(post === null ? [] : [{ key: 'open-thread', url: { post } } as const]),
        ],
        replyTo: event.message,
        ...(album === null ? {} : { once: album }),
      };
    }),
  ],
};
