import type { NewPerson, People } from './people.ts';
import { usualRights } from '../bot-api/wire/member.ts';
import { pairKey } from '../world/keys.ts';
import type { Role } from '../world/shapes.ts';
import { changeContact, chatOf, meet, type World } from '../world/world.ts';

const CLIENTS: NewPerson[] = [
  { id: 701, firstName: 'Ana', lastName: 'Souza', username: 'anasouza', languageCode: 'pt-br' },
  { id: 702, firstName: 'Bruno', lastName: 'Lima', languageCode: 'pt-br' },
  { id: 703, firstName: 'Carla', languageCode: 'pt-br' },
];

const TEAM: (NewPerson & { role: Role })[] = [
  {
    id: 501,
    firstName: 'Bia',
    lastName: 'Rocha',
    username: 'biarocha',
    languageCode: 'pt-br',
    role: 'creator',
  },
  { id: 502, firstName: 'Caio', lastName: 'Melo', languageCode: 'pt-br', role: 'administrator' },
  { id: 503, firstName: 'Duda', lastName: 'Nunes', languageCode: 'pt-br', role: 'member' },
];

/** The same clients once more, whom no bot has ever seen. */
export function seedClients(people: People): void {
  for (const { id: _used, ...client } of CLIENTS) people.add(client);
}

/** Clients without a message yet, and a team. Only the creator has talked to the bot. */
export function seedPeople(people: People, world: World, channelId: number, groupId: number): void {
  const botId = world.docs.get('world', 'world')?.botId ?? 0;
  for (const client of CLIENTS) people.add(client);
  for (const { role, ...person } of TEAM) {
    const userId = people.add(person);
    for (const chatId of [channelId, groupId]) {
      const rights =
        role === 'administrator' ? usualRights(chatOf(world, chatId)?.type ?? 'channel') : undefined;
      world.docs.put('member', pairKey(chatId, userId), { chatId, userId, role, rights });
    }
    meet(world, botId, userId);
    if (role === 'creator') changeContact(world, botId, userId, { started: true });
  }
}
