/** npm run check [-- --probe --json --session]: checks the set-up of bot, channel and group. */
import { SetupError } from '../src/base/errors.ts';
import { hasProblem, renderFindings } from '../src/features/setup-check/report.ts';
import { newSession, runCheck } from '../src/features/setup-check/setup-check.ts';
import { parseConfig } from '../src/config/config.ts';
import { npmTook, searchPath } from '../src/config/env.ts';
import { loadEnvFile } from '../src/config/env-file.ts';
import { maskFor } from '../src/config/mask.ts';
import { maskOutput } from '../src/telemetry/masked-output.ts';
import { createLogger } from '../src/telemetry/logger.ts';
import { runCommand } from './run-command.ts';

const FLAGS = ['probe', 'json', 'session'] as const;
const USAGE = `Usage: npm run check [-- --probe] [--json] [--session]
  --probe    tries it out with a post of its own, which it removes
  --json     findings for programs
  --session  prints what TG_SESSION may be set to; keep it as secret as the token`;

await runCommand(async (args) => {
  const stray = args.find((arg) => !FLAGS.some((flag) => arg === `--${flag}`));
  if (stray !== undefined) throw new SetupError(`"${stray}" is not understood.\n${USAGE}`);
  const asked = (flag: (typeof FLAGS)[number]) => args.includes(`--${flag}`) || npmTook(process.env, flag);
  loadEnvFile('.env', process.env);
  maskOutput(process, maskFor(process.env));
  const config = parseConfig(process.env);
  if (asked('session')) {
    console.log(`TG_SESSION=${await newSession(config)}`);
    return;
  }
  const store = {
    path: searchPath(process.env),
    log: createLogger({ level: 'silent', pretty: true }),
    onFailed: (error: SetupError) => console.error(error.message),
  };
  const findings = await runCheck(config, store, asked('probe'));
  const isOk = !hasProblem(findings);
  console.log(asked('json') ? JSON.stringify({ ok: isOk, findings }, null, 2) : renderFindings(findings));
  if (!isOk) process.exitCode = 1;
});
// Exits at once: GramJS or Redis may still be closing a connection.
process.exit();
