/** A repeated task of a desk. The leader runs the task, one run at a time. */
export type Job = {
  name: string;
  everyMs: number;
  /** Only while no backlog of updates waits: a copy or an answer may have come while the desk was away. */
  whenCaughtUp?: true;
  run(): Promise<void>;
};
