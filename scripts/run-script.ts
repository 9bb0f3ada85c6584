import { systemClock } from '../src/base/clock.ts';
import { commands } from '../src/cli/commands.ts';
import { runCommand } from '../src/cli/run-command.ts';
import { deskReactions, featureSettings } from '../src/desk/features.ts';

/** Runs a command of operators in this process. */
export async function runScript(name: keyof typeof commands): Promise<void> {
  process.exitCode = await runCommand(commands[name], process.argv.slice(2), {
    process,
    env: process.env,
    featureSettings,
    reactions: deskReactions(),
    now: () => systemClock.now(),
    print: (text) => console.log(text),
    warn: (text) => console.error(text),
    interrupted() {
      const stopping = new AbortController();
      process.once('SIGINT', () => stopping.abort());
      return stopping.signal;
    },
  });
}
