import { startDesk, type TestDesk } from './desk.ts';

/** Clients whose threads stand, and Bia of the team. */
export async function deskWith(...names: string[]): Promise<TestDesk> {
  const desk = await startDesk({ notifyAdmins: false });
  for (const name of names) desk.client(name).writes('oi');
  desk.agent('bia');
  await desk.settle();
  return desk;
}
