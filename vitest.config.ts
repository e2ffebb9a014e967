import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    passWithNoTests: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // An embedded CPython crashes or hangs with its process: a process a file, one for each of two cores.
    pool: 'forks',
    maxWorkers: 2,
  },
});
