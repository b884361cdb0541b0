// Runs before anything is drawn and before any module.

// The content security policy forbids making code from text, and even the attempt is reported.
globalThis.__zod_globalConfig = { jitless: true };

// Light or dark from the first moment: what the person chose, otherwise what the device says.
let scheme = 'auto';
try {
  scheme = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
} catch {
  // Storage may be forbidden.
}
if (scheme === 'auto') {
  scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
