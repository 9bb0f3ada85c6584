import type { SetupError } from '../base/errors.ts';
import { searchPath } from '../config/env.ts';
import { hasProblem, renderFindings } from '../features/setup-check/report.ts';
import { newSession, runCheck } from '../features/setup-check/setup-check.ts';
import { createLogger } from '../telemetry/logger.ts';
import { command } from './command.ts';
import { readConfig } from './open-desk.ts';

export const checkCommand = command({
  name: 'check',
  summary: 'Checks the set-up of bot, channel and group.',
  usage: `Usage: npm run check [-- --probe] [--json] [--session]
  --probe    tries it out with a post of its own, which it removes
  --json     findings for programs
  --session  prints what TG_SESSION may be set to; keep it as secret as the token`,
  options: { probe: { type: 'boolean' }, json: { type: 'boolean' }, session: { type: 'boolean' } },
  async run({ options, words, misused }, terminal) {
    if (words.length > 0) throw misused(`"${words[0]}" is not understood.`);
    const config = readConfig(terminal);
    if (options.session) {
      terminal.print(`TG_SESSION=${await newSession(config)}`);
      return true;
    }
    const store = {
      path: searchPath(terminal.env),
      log: createLogger({ level: 'silent', pretty: true }),
      onFailed: (error: SetupError) => terminal.warn(error.message),
    };
    const findings = await runCheck(config, store, options.probe);
    const isOk = !hasProblem(findings);
    terminal.print(options.json ? JSON.stringify({ ok: isOk, findings }, null, 2) : renderFindings(findings));
    return isOk;
  },
});
