import { inject } from 'vitest';
import { SetupError } from '../../src/base/errors.ts';
import { commands } from '../../src/cli/commands.ts';
import { deskReactions, featureSettings } from '../../src/desk/features.ts';
import type { TestDesk } from './desk.ts';

export type OperatorCommand = keyof typeof commands;

const silent = { write: () => true };

/** The operator's shell beside the running desk: `npm run <command> -- <args>`. @returns the printed text */
export const operatorOf =
  ({ sandbox, clock }: TestDesk) =>
  async (command: OperatorCommand, ...args: string[]): Promise<string> => {
    const printed: string[] = [];
    try {
      await commands[command].run(args, {
        process: { stdout: { ...silent }, stderr: { ...silent }, on: () => null, exit: () => null },
        env: {
          REDIS_URL: inject('redisSocket'),
          BOT_TOKEN: sandbox.token,
          CHANNEL_ID: String(sandbox.channelId),
          TELEGRAM_API_ROOT: sandbox.url,
        },
        featureSettings,
        reactions: deskReactions(),
        now: () => clock.now(),
        print: (text) => void printed.push(text),
        warn: (text) => void printed.push(text),
        interrupted: () => new AbortController().signal,
      });
    } catch (error) {
      // The refusal of an order that came too late, or too early.
      if (!(error instanceof SetupError)) throw error;
      printed.push(error.message);
    }
    return printed.join('\n');
  };
