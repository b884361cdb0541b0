import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

interface Options {
  /** Source file of the page a visitor sees first, as the end of its path. */
  readonly page: string;
  readonly limitBytes: number;
}

type Bundle = Rolldown.OutputBundle;

/**
 * Fails the build when what a first visit loads before it shows a page grows over the limit: scripts and styles
 * of the entry and of the first page, with all they import statically, each compressed by itself as it is sent.
 */
export function firstPageLimit({ page, limitBytes }: Options): Plugin {
  return {
    name: 'first-page-limit',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = firstPageFiles(bundle, page);
      const total = files.reduce((sum, file) => sum + compressedSize(bundle, file), 0);
      const summary = `first page: ${(total / 1000).toFixed(1)} kB gzip in ${files.length} files, limit ${limitBytes / 1000} kB`;
      if (total > limitBytes) {
        this.error(
          `${summary}\n${files.map((file) => `${file} ${compressedSize(bundle, file)}`).join('\n')}`,
        );
      }
      this.info(summary);
    },
  };
}

function firstPageFiles(bundle: Bundle, page: string): string[] {
  const files = new Set<string>();
  const add = (fileName: string): void => {
    const chunk = bundle[fileName];
    if (files.has(fileName) || chunk?.type !== 'chunk') {
      return;
    }
    files.add(fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) {
      files.add(style);
    }
    chunk.imports.forEach(add);
  };
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const first = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(page));
  if (!first) {
    throw new Error(`No chunk is made from ${page}`);
  }
  for (const chunk of [...chunks.filter((each) => each.isEntry), first]) {
    add(chunk.fileName);
  }
  return [...files];
}

function compressedSize(bundle: Bundle, fileName: string): number {
  const file = bundle[fileName];
  const content = file?.type === 'chunk' ? file.code : (file?.source ?? '');
  return gzipSync(content).length;
}
