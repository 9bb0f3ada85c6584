import type { MessageNumber } from '../../machines/ids.ts';

/**
 * An order that waits in an outbox: a kind, and fields of the kind's own. JSON only.
 *
 * The delivery of a kind belongs to a feature. The store and the outbox read the fields named here.
 */
export type Effect = {
  readonly kind: string;
  /** The effect delivers the message `client.n`. */
  readonly n?: MessageNumber;
  /** The effect is about the message `client.number`, and is looked up by the number among the parked entries. */
  readonly number?: MessageNumber;
  /** At most one effect with this name waits for an owner. */
  readonly slot?: string;
  /** Stands before all other waiting effects of the owner in the lane. */
  readonly ahead?: true;
  /** Goes to many people, and leaves when no conversation needs the lane. */
  readonly bulk?: true;
  readonly [field: string]: unknown;
};

/** The number of the message that an effect delivers or is about. Undefined: the effect is about no message. */
export const numberIn = ({ n, number }: Effect): MessageNumber | undefined => n ?? number;
