import { startDesk, type TestDesk } from './desk.ts';

/** Clients with open threads, and the agent Bia. */
export async function deskWith(...names: string[]): Promise<TestDesk> {
  const desk = await startDesk({ notifyAdmins: false });
  for (const name of names) desk.client(name).writes('oi');
  await desk.settle();
  // The desk listens now, so the desk learns of Bia.
  desk.agent('bia');
  await desk.settle();
  return desk;
}

/** The end of a story without warnings. */
export async function endQuietly(desk: TestDesk): Promise<void> {
  await desk[Symbol.asyncDispose]();
  if (desk.log.length > 0) throw new Error(`Something was logged: ${desk.log.join('')}`);
}
