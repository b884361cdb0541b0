/** 128 random bits in hex. `crypto.randomUUID` exists only on https and localhost; clinics may run on a plain network. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
