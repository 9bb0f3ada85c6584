import { readFile } from 'node:fs/promises';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAMS = [
  'src/main.ts',
  ...['broadcast', 'check', 'erase', 'inspect', 'parked', 'sandbox', 'settings'].map(
    (name) => `scripts/${name}.ts`,
  ),
  'test/support/crash-desk.ts',
];

/** Files beside a module stay where the source of the module is. */
const placesOfSources: Plugin = {
  name: 'places of sources',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8'))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
    }));
  },
};

/** Writes the programs that tests start as JavaScript into a new folder. */
export async function compilePrograms(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: PROGRAMS,
    outdir: folder,
    outbase: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    keepNames: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [placesOfSources],
  });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}
