/** The zones this browser knows, named as people read them: `Europe/Berlin`, `America/New York`. */
export function timeZoneOptions(): { value: string; label: string }[] {
  const zones = Intl.supportedValuesOf('timeZone');
  const all = zones.includes('UTC') ? zones : [...zones, 'UTC'];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
