import { startDesk, type TestDesk } from './desk.ts';

/** Clients whose threads stand, and Bia of the team. */
export async function deskWith(...names: string[]): Promise<TestDesk> {
  const desk = await startDesk({ notifyAdmins: false });
  for (const name of names) desk.client(name).writes('oi');
  await desk.settle();
  // Now that the desk listens it is told of her.
  desk.agent('bia');
  await desk.settle();
  return desk;
}

/** The end of a story in which there was nothing to warn of. */
export async function endQuietly(desk: TestDesk): Promise<void> {
  await desk[Symbol.asyncDispose]();
  if (desk.log.length > 0) throw new Error(`Something was logged: ${desk.log.join('')}`);
}
