import type { SeenMessage, SeenPost } from '../../src/sandbox/control/state.ts';
import type { CommentOptions } from '../../src/sandbox/people/comments.ts';
import type { WriteOptions } from '../../src/sandbox/people/in-private.ts';
import type { Content, NewPerson } from '../../src/sandbox/people/people.ts';
import type { Sandbox } from '../../src/sandbox/start.ts';

/** People by name, with acts and views. */
export class DeskPeople {
  readonly #sandbox: Sandbox;
  readonly #ids = new Map<string, number>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  idOf(name: string): number {
    return this.#ids.get(name) ?? this.person(name, { firstName: name });
  }

  /** A person with another profile; from here on `name` means the new person. */
  person(name: string, profile: NewPerson): number {
    const id = this.#sandbox.people.add(profile);
    this.#ids.set(name, id);
    return id;
  }

  posts(name: string): SeenPost[] {
    const opening = new RegExp(`^\\S+ ${this.idOf(name)} 👤`, 'u');
    return this.#sandbox.views.channel().filter((post) => opening.test(post.text));
  }

  post(name: string): SeenPost {
    const found = this.posts(name).at(-1);
    if (found === undefined) throw new Error(`${name} has no post`);
    return found;
  }

  /** The comments under a client's newest post. */
  comments(name: string): SeenMessage[] {
    return this.#sandbox.views.thread(this.post(name).id);
  }

  client(name: string) {
    const { botId, people, views } = this.#sandbox;
    const id = this.idOf(name);
    /** Messages of the bot to the client, oldest first. */
    const received = (): SeenMessage[] => views.private(id).filter((message) => message.from?.id === botId);
    return {
      id,
      starts: (parameter?: string): number => people.start(id, parameter),
      writes: (content: Content, more: WriteOptions = {}): number => people.write(id, content, more),
      edits: (message: number, content: Content): void => people.edit(id, message, content),
      blocks: (): void => people.block(id),
      unblocks: (): void => people.unblock(id),
      /** Everything in the client's chat with the bot. */
      chat: (): SeenMessage[] => views.private(id),
      received,
      texts: (): string[] => received().map(({ text }) => text ?? ''),
      lastMessage: (): string | undefined => received().at(-1)?.text,
    };
  }

  /** A person in the channel with the given role. */
  colleague(name: string, role: 'creator' | 'administrator' | 'member') {
    const { channelId, groupId, people } = this.#sandbox;
    const isNew = !this.#ids.has(name);
    const id = this.idOf(name);
    if (isNew) {
      people.setRole(channelId, id, role);
      people.setRole(groupId, id, 'member');
    }
    return {
      ...this.client(name),
      comments: (about: string, content: Content, more: CommentOptions = {}): number =>
        people.comment(id, this.post(about).id, content, more),
      editsComment: (message: number, content: Content): void => people.editComment(id, message, content),
    };
  }
}
