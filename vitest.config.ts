import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { completeRun, isComplete } from './scripts/completeRun.ts';

/** A limit, not a wait: what holds is seen at once, and a busy machine is no failure. */
const expectWithin = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    ...(isComplete && { reporters: ['default', completeRun] }),
    projects: [
      {
        test: {
          name: 'node',
          include: ['{shared,server,electron,scripts,build}/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['server/testing/globalSetup.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          expect: expectWithin,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          pool: 'threads',
          isolate: false,
          setupFiles: ['renderer/testing/setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: expectWithin,
        },
      },
    ],
  },
});
