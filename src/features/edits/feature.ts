import { editAtClient, editInThread } from './edit.ts';
import { texts } from './texts.ts';
import { withholdEdit, withholdOf } from './withhold-edit.ts';

/** Edits of messages that were sent. */
export const edits = {
  deliveries: { editInThread, editAtClient, withholdEdit },
  withhold: withholdOf,
  texts,
};
