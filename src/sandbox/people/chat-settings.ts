import { RefusedAct } from '../world/refused-act.ts';
import type { ChatSettings } from '../world/shapes.ts';
import { chatOf, type World } from '../world/world.ts';

export type SettingsActs = {
  /** `undefined` puts a setting back to where it is in a new chat. */
  changeSettings(
    chatId: number,
    settings: { [Name in keyof ChatSettings]?: ChatSettings[Name] | undefined },
  ): void;
};

/** Acts of administrators in the settings of a channel or group. */
export function createSettingsActs(world: World): SettingsActs {
  return {
    changeSettings(chatId, settings) {
      const chat = chatOf(world, chatId);
      if (chat === undefined) throw new RefusedAct('noChat', chatId);
      const changed = Object.entries({ ...chat.settings, ...settings }).filter(
        ([, value]) => value !== undefined,
      );
      world.docs.put('chat', String(chatId), {
        ...chat,
        settings: Object.fromEntries(changed),
      });
    },
  };
}
