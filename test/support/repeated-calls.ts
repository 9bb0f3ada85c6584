/**
 * Number of messages that were sent again, in whole or in part. Delayed texts leave in one message, a line each, so a call
 * that is made twice may repeat several lines.
 */
export function repeatedCalls(messages: readonly { text?: string | undefined }[]): number {
  const firstWith = new Map<string, number>();
  const repeated = new Set<number>();
  for (const [index, { text = '' }] of messages.entries()) {
    for (const line of text.split('\n')) {
      const first = firstWith.get(line);
      if (first === undefined) firstWith.set(line, index);
      else repeated.add(first);
    }
  }
  return repeated.size;
}
