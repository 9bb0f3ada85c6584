/**
 * An order that waits in an outbox: a kind, and fields of the kind's own. JSON only.
 *
 * The delivery of a kind belongs to a feature. The fields named here are the ones that the store and the outbox read.
 */
export type Effect = {
  readonly kind: string;
  /** At most one effect with this name waits for an owner. */
  readonly slot?: string;
  /** Stands before everything of the owner that waits in the lane. */
  readonly ahead?: true;
  /** Goes to many people, and leaves when no conversation needs the lane. */
  readonly bulk?: true;
  readonly [field: string]: unknown;
};
