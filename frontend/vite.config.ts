import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const SERVER = process.env.DEV_SERVER ?? 'http://127.0.0.1:8000';
const COMPRESSIBLE = /\.(js|css|svg|json)$/;
const WORTH_COMPRESSING = 1024;

/** Writes `name.br` and `name.gz` beside every asset, so that the server never compresses a file. */
function preCompress(): Plugin {
  return {
    name: 'portico-pre-compress',
    apply: 'build',
    writeBundle({ dir }) {
      const assets = join(dir ?? '', 'assets');
      for (const name of readdirSync(assets)) {
        const path = join(assets, name);
        const bytes = readFileSync(path);
        if (COMPRESSIBLE.test(name) && bytes.length >= WORTH_COMPRESSING) {
          writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
          writeFileSync(
            `${path}.br`,
            brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality(bytes) } }),
          );
        }
      }
    },
  };
}

/** GraphiQL's styles hold their fonts as data, which the content security policy does not take: each becomes a file. */
function fontsAsFiles(): Plugin {
  return {
    name: 'portico-fonts-as-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const each of Object.values(bundle)) {
        if (each.type !== 'asset' || !each.fileName.endsWith('.css')) continue;
        each.source = each.source
          .toString()
          .replace(/url\(data:font\/(\w+);base64,([^)"']+)\)/g, (_, kind: string, text: string) => {
            const font = { type: 'asset', name: `font.${kind}`, source: Buffer.from(text, 'base64') } as const;
            return `url(/${this.getFileName(this.emitFile(font))})`;
          });
      }
    },
  };
}

/** Puts the texts of all documents into the bundle, where the server finds them by the ids that pages ask by. */
function persistedDocuments(): Plugin {
  return {
    name: 'portico-persisted-documents',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(join(import.meta.dirname, 'src/gql/persisted.json'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'persisted-documents.json', source });
    },
  };
}

/** What only lazy chunks import: found while a page is open, it would make the development server start that page anew. */
const LOADED_LATER = [
  '@mantine/core',
  '@mantine/dropzone',
  '@mantine/hooks',
  '@mantine/notifications',
  '@mantine/spotlight',
  '@tanstack/react-table',
  '@tanstack/react-virtual',
];

/** What is that large is GraphiQL's, which few open: a fifteenth of bytes less would cost ten seconds of every build. */
function quality({ length }: Uint8Array): number {
  return length > 300_000 ? 9 : constants.BROTLI_MAX_QUALITY;
}

export default defineConfig({
  plugins: [react(), fontsAsFiles(), preCompress(), persistedDocuments()],
  optimizeDeps: { include: LOADED_LATER },
  build: {
    outDir: '../backend/portico/static',
    emptyOutDir: true,
    // The content security policy allows no data: scripts or styles; small files stay files.
    assetsInlineLimit: 0,
    target: 'es2023',
    // The lists of what every chunk needs cost more on the first screen than they win on the next: most is there by then.
    modulePreload: false,
    chunkSizeWarningLimit: 2_000, // the first screen has a bound of its own, which a spec holds
    rolldownOptions: {
      checks: { pluginTimings: false },
      // A hint of React's compiler in what GraphiQL is made of, for itself.
      onLog: (level, log, tell) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : tell(level, log)),
    },
  },
  server: {
    fs: { allow: ['.', '../docs'] },
    proxy: {
      '/graphql': { target: SERVER, ws: true },
      '/auth': SERVER,
      '/documents': SERVER,
      '/evidence': SERVER,
      '/operator': SERVER,
      '/health': SERVER,
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/*.test.mjs'],
    setupFiles: ['scripts/vitest.setup.ts'],
    restoreMocks: true,
    passWithNoTests: true,
  },
});
