/**
 * A bug as a replacement of source text that must occur exactly once.
 *
 * @typedef {object} Mutant
 * @property {string} bug
 * @property {string} file below the sources of its suite
 * @property {string} from
 * @property {string} to
 */

/**
 * @param {string} file
 * @param {readonly (readonly [bug: string, from: string, to: string])[]} list
 * @returns {Mutant[]}
 */
export function of(file, list) {
  return list.map(([bug, from, to]) => ({ bug, file, from, to }));
}
