/** A unix path as a program under Wine sees it: drive Z: is the root of the file system. */
export function windowsPath(unixPath: string): string {
  return process.platform === 'win32' ? unixPath : `Z:${unixPath.replaceAll('/', '\\')}`;
}

/** One spelling for the paths in a text, whether a unix or a Windows build wrote them. */
export function comparableText(text: string): string {
  return text.replaceAll('\\', '/').replace(/(^|\s)[A-Za-z]:\//g, '$1/');
}
