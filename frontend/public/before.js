// Our content security policy forbids code made from text, which zod tries when it is first loaded. Its setting
// must stand before any chunk runs, and the chunks run before the entry: hence a script of its own.
globalThis.__zod_globalConfig = { jitless: true };
