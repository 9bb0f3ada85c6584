import type { User } from 'grammy/types';
import type { Profile } from '../../machines/client/post-text.ts';

export const profileOf = (user: User): Profile => ({
  firstName: user.first_name,
  lastName: user.last_name ?? null,
  username: user.username ?? null,
  ...(user.language_code === undefined ? {} : { language: user.language_code }),
});

export const nameOf = (user: User): string =>
  user.last_name === undefined ? user.first_name : `${user.first_name} ${user.last_name}`;
