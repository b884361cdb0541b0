/** A unix path as a program under Wine sees it: drive Z: is the root of the file system. */
export function windowsPath(unixPath: string): string {
  return process.platform === 'win32' ? unixPath : `Z:${unixPath.replaceAll('/', '\\')}`;
}

/** One spelling for a path, whether a unix or a Windows build reports it. */
export function comparablePath(path: string): string {
  return path
    .replace(/^[A-Za-z]:/, '')
    .replaceAll('\\', '/')
    .replace(/\/+$/, '');
}
