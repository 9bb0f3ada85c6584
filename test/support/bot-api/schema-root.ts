import type { ApiMethods, Update as AnyUpdate } from '@grammyjs/types';

/** Stands where a method takes the bytes of a file. */
export type Upload = { readonly __upload: never };

export type Methods = ApiMethods<Upload>;
export type Update = AnyUpdate;
