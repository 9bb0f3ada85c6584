import { SetupError } from '../base/errors.ts';
import type { ProxyName, VariableName } from './env.ts';

export type ConfigProblem = { variable: VariableName | ProxyName; problem: string; fix: string };

/** All problems at once, each with the fix. Holds no secret. */
export class ConfigError extends SetupError {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const head = problems.length === 1 ? 'There is a problem' : `There are ${problems.length} problems`;
    const lines = problems.map(({ variable, problem, fix }) => `  ${variable}: ${problem}\n    → ${fix}`);
    super(`${head} in the configuration:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}
