import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPageLimit } from './build/first-page-limit.ts';

const api = process.env.OPENSLOT_API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [
    react(),
    firstPageLimit({ page: 'src/features/find-doctor/find-doctor-page.tsx', limitBytes: 250_000 }),
  ],
  // The workspaces are built from their sources: no build order to remember.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: api }, '/socket.io': { target: api, ws: true } },
  },
  build: { outDir: 'dist', sourcemap: false, chunkSizeWarningLimit: 400 },
});
