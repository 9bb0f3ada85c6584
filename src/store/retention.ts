/** Days to keep messages, and rows of closed tickets. Read at each write, so a change counts from the next write. */
export type Retention = { readonly logDays: number; readonly reportDays: number };
