import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './lib/tools.mjs';

const DIST = path.join(ROOT, 'frontend/dist');

/** The page that a visitor opens first; it is loaded lazily, but before anything can be seen. */
const FIRST_PAGE = /(?:^|\/)book-appointment-page\.tsx$/;

/** Compressed bytes of scripts and styles that the first page waits for. */
export const FIRST_PAGE_LIMIT = 250 * 1000;

/**
 * @typedef {object} Chunk an entry of Vite's manifest
 * @property {string} file
 * @property {boolean} [isEntry]
 * @property {readonly string[]} [imports] keys of chunks that are loaded with this one
 * @property {readonly string[]} [css]
 *
 * @typedef {Readonly<Record<string, Chunk>>} Manifest
 */

/**
 * The files a browser must have before the first page works: the entries, the page's own chunk, everything
 * these import statically, and their styles. What is imported lazily is not counted.
 *
 * @param {Manifest} manifest
 * @param {RegExp} firstPage which source module is the first page
 * @returns {string[]} paths below the build directory, each once
 * @throws {Error} when there is no entry, or when no chunk holds the first page and it is not in the entry
 */
export function firstPageFiles(manifest, firstPage) {
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  const pages = Object.keys(manifest).filter((key) => firstPage.test(key));
  if (entries.length === 0) {
    throw new Error('The build has no entry.');
  }
  if (pages.length === 0) {
    throw new Error(`No chunk of the build is the first page (${firstPage.source}).`);
  }
  const files = new Set();
  const seen = new Set();
  const waiting = [...entries, ...pages];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key];
    if (chunk !== undefined && !seen.has(key)) {
      seen.add(key);
      files.add(chunk.file);
      for (const style of chunk.css ?? []) {
        files.add(style);
      }
      waiting.push(...(chunk.imports ?? []));
    }
  }
  return [...files].sort();
}

/** Prints the sizes of a finished build. @returns {boolean} whether the first page is within its limit */
export function checkFirstPage() {
  const manifest = JSON.parse(readFileSync(path.join(DIST, '.vite/manifest.json'), 'utf8'));
  const sizes = firstPageFiles(manifest, FIRST_PAGE).map((file) => ({
    file,
    bytes: gzipSync(readFileSync(path.join(DIST, file))).length,
  }));
  const total = sizes.reduce((bytes, one) => bytes + one.bytes, 0);
  for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
    console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${file}`);
  }
  const limit = FIRST_PAGE_LIMIT / 1000;
  console.log(`${(total / 1000).toFixed(1).padStart(8)} kB  first page, compressed (limit ${limit} kB)`);
  return total <= FIRST_PAGE_LIMIT;
}
