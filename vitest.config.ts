import { dirname, join, relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

const root = import.meta.dirname;
const ROOMS = /^(?:model|machines|properties|src)\//;

/**
 * What tests import of the rooms is what the package ships, loaded by Node itself: the modules that Vite makes of the sources look every
 * imported name up in an object, which costs the model a tenth of its speed.
 */
const shipped: Plugin = {
  name: 'shipped',
  enforce: 'pre',
  resolveId(source, importer) {
    if (importer === undefined || !source.startsWith('.') || !source.endsWith('.ts')) return;
    const module = relative(root, resolve(dirname(importer), source));
    if (!ROOMS.test(module)) return;
    return { id: join(root, 'dist', module.replace(/\.ts$/, '.js')), external: true };
  },
};

export default defineConfig({
  plugins: [shipped],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    passWithNoTests: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A process for each of two cores. They share what is compiled and the embedded CPythons among their files: a warm one is several times as fast.
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    server: { deps: { external: [/\/dist\/(?:model|machines|properties|src)\/.*\.js$/] } },
  },
});
