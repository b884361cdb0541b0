import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { documentedEndpoints } from '../backend/src/features/api-docs/contracts.ts';
import { createInstruments } from '../backend/src/metrics/instruments.ts';
import { ERROR_CODES } from '../shared/src/errors/codes.ts';
import { ROOT } from './lib/tools.mjs';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const guide = read('docs/OPERATIONS.md');
const { groups } = parse(read('ops/alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

const { registry } = createInstruments();
const measured = registry.getMetricsAsArray();
/** As they stand in a scrape, with the labels they have there. */
const series = new Map<string, readonly string[]>(
  measured.flatMap((metric) => {
    const { name, labelNames = [] } = metric as { name: string; labelNames?: string[] };
    const isHistogram = metric.constructor.name === 'Histogram';
    return isHistogram
      ? [
          [`${name}_bucket`, [...labelNames, 'le']],
          [`${name}_sum`, labelNames],
          [`${name}_count`, labelNames],
        ]
      : [[name, labelNames]];
  }) as [string, readonly string[]][],
);
const ownNames = measured.map(({ name }) => name).filter((name) => name.startsWith('openslot_'));
const namesIn = (text: string) =>
  [...text.matchAll(/\b(?:openslot|nodejs|process)_\w+/g)].map(([name]) => name);
const FROM_PROMETHEUS = ['job', 'instance'];

describe('ops/alerts.yml', () => {
  it('has rules', () => {
    expect(rules.length).toBeGreaterThan(10);
  });

  it.each(rules)('$alert asks for what there is', ({ expr, labels, annotations }) => {
    const names = namesIn(expr);
    expect(names.length > 0 || expr.includes('up{')).toBe(true);
    expect(names.filter((name) => !series.has(name))).toEqual([]);
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(annotations.summary).not.toBe('');
    for (const [, name = '', matchers = ''] of expr.matchAll(/\b(\w+)\{([^}]*)\}/g)) {
      const asked = [...matchers.matchAll(/(\w+)\s*(?:=|!=|=~|!~)\s*"/g)].map(([, label = '']) => label);
      expect(asked.length, expr).toBeGreaterThan(0);
      const known = [...(series.get(name) ?? []), ...FROM_PROMETHEUS];
      expect(asked.filter((label) => !known.includes(label))).toEqual([]);
    }
    const routes = documentedEndpoints.map(({ endpoint }) => endpoint.path);
    for (const [, route = ''] of expr.matchAll(/route="(\/api[^"]*)"/g)) {
      expect(routes).toContain(route);
    }
    for (const [, pattern = ''] of expr.matchAll(/route=~"([^"]*)"/g)) {
      expect(routes.some((route) => new RegExp(`^(?:${pattern})$`).test(route))).toBe(true);
    }
    for (const [, code = ''] of expr.matchAll(/code="([^"]*)"/g)) {
      expect(Object.keys(ERROR_CODES)).toContain(code);
    }
  });

  it('asks only for bounds that a histogram has', () => {
    for (const { expr } of rules) {
      for (const [, name = '', bound = ''] of expr.matchAll(/(\w+)_bucket\{[^}]*le="([^"]*)"/g)) {
        const metric = measured.find((one) => one.name === name) as unknown as { upperBounds: number[] };
        expect(metric.upperBounds).toContain(Number(bound));
      }
    }
  });
});

describe('docs/OPERATIONS.md', () => {
  it('explains every metric of ours, in a table', () => {
    const explained = [...guide.matchAll(/^\| `(openslot_\w+)` \|/gm)].map(([, name = '']) => name);
    expect(explained.toSorted()).toEqual(ownNames.toSorted());
  });

  it('names no metric and no alarm that there is not', () => {
    const known = measured.map(({ name }) => name);
    expect(namesIn(guide).filter((name) => !known.includes(name))).toEqual([]);
    const alarms = [...guide.matchAll(/`(Openslot[A-Z]\w+)`/g)].map(([, name = '']) => name);
    expect(alarms.filter((name) => !rules.some(({ alert }) => alert === name))).toEqual([]);
  });
});

describe('ops/prometheus.yml', () => {
  it('reads with the token and loads the alarms', () => {
    const config = parse(read('ops/prometheus.yml')) as {
      scrape_configs: { job_name: string; authorization: object }[];
      rule_files: string[];
    };
    expect(config.rule_files).toEqual(['alerts.yml']);
    expect(config.scrape_configs).toMatchObject([{ job_name: 'openslot', authorization: {} }]);
  });
});
