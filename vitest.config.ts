import { defineConfig } from 'vitest/config';

export default defineConfig({
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
  },
});
