import { texts } from './texts.ts';

/** Reports of long pauses to the administrators. */
export const longPauses = { texts };
