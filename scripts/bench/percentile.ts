/** The nearest-rank percentile, with one decimal. */
export function percentile(values: readonly number[], percent: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1);
  return (sorted[index] ?? Number.NaN).toFixed(1);
}
