import { describe, expect, it } from 'vitest';
import { firstPageFiles } from './bundle-size.mjs';

const manifest = {
  'index.html': { file: 'index.js', isEntry: true, imports: ['_vendor.js'], css: ['index.css'] },
  '_vendor.js': { file: 'vendor.js', css: ['vendor.css'] },
  'src/features/book/book-page.tsx': { file: 'book.js', imports: ['_vendor.js', '_grid.js'] },
  '_grid.js': { file: 'grid.js', imports: ['index.html'], css: ['grid.css'] },
  'src/features/admin/admin-page.tsx': { file: 'admin.js', css: ['admin.css'] },
};

describe('firstPageFiles', () => {
  it('follows static imports and styles of the entry and of the first page, each once', () => {
    expect(firstPageFiles(manifest, /book-page\.tsx$/)).toEqual([
      'book.js',
      'grid.css',
      'grid.js',
      'index.css',
      'index.js',
      'vendor.css',
      'vendor.js',
    ]);
  });

  it('refuses to measure nothing', () => {
    expect(() => firstPageFiles(manifest, /gone-page\.tsx$/)).toThrow('first page');
    expect(() => firstPageFiles({}, /book-page\.tsx$/)).toThrow('no entry');
  });
});
