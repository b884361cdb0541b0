import { Router } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allEndpoints } from '../../../test/all-endpoints.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import type { OpenApiDocument, Operation } from './openapi.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let mounted: string[];
let document: OpenApiDocument;

/** Routes that are no part of the API proper. */
const OWN = ['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /api/openapi.json', 'GET /api/docs'];

beforeAll(async () => {
  const route = vi.spyOn(Router.prototype, 'route');
  clinic = await startTestClinic({ uri });
  mounted = route.mock.results.flatMap(({ value }) => {
    const { path, stack } = value as { path: string; stack: { method: string }[] };
    return [...new Set(stack.map(({ method }) => `${method.toUpperCase()} ${path}`))];
  });
  route.mockRestore();
  document = (await request(clinic.baseUrl).get('/api/openapi.json').expect(200)).body;
});
afterAll(() => clinic.close());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

describe('routes and contracts', () => {
  it('agree: every mounted route has a contract, every contract is mounted', async () => {
    const declared = (await allEndpoints()).map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
    // What guards a single route may stand in a route of its own before it.
    const routes = new Set(mounted.filter((route) => !OWN.includes(route)));
    expect([...routes].sort()).toEqual(declared.sort());
  });
});

describe('the OpenAPI document', () => {
  it('describes every contract: its place, its access, its parameters and its success', async () => {
    for (const { name, endpoint } of await allEndpoints()) {
      const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
      const described = document.paths[path]?.[endpoint.method.toLowerCase()];
      expect(described, name).toMatchObject({ operationId: name, summary: endpoint.summary });
      expect(described?.security).toHaveLength(endpoint.access === 'anyone' ? 0 : 1);
      expect(described?.responses).toHaveProperty([String(endpoint.status), 'content', 'application/json']);
      const inPath = described?.parameters.filter((parameter) => parameter.in === 'path') ?? [];
      expect(inPath.map((parameter) => `{${parameter.name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
    expect(operations()).toHaveLength((await allEndpoints()).length);
  });

  it('is well formed: unique operations, known tags, responses and bodies with a schema', () => {
    const ids = operations().map(([, operation]) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    for (const [place, operation] of operations()) {
      expect(tags, place).toEqual(expect.arrayContaining([...operation.tags]));
      const bodies = [operation.requestBody, ...Object.values(operation.responses)];
      for (const body of bodies.filter((one) => one !== undefined)) {
        expect(Object.values(body.content).map(({ schema }) => typeof schema)).toEqual(['object']);
      }
      for (const [status, { description }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect(description).not.toBe('');
      }
      expect(operation.requestBody === undefined || !place.startsWith('GET')).toBe(true);
    }
  });

  it('refers to nothing that it does not contain, and contains nothing unused', () => {
    const text = JSON.stringify(document);
    const used = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    const named = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...new Set(used)].sort()).toEqual(named.sort());
    expect(text).not.toContain('$defs');
  });

  it('tells what each kind of request may be refused for', () => {
    const booking = document.paths['/api/v1/appointments']?.post;
    expect(booking?.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: true }]);
    expect(booking?.responses['409']?.description).toContain('`slot_taken`');
    const slots = document.paths['/api/v1/doctors/{doctorId}/slots']?.get;
    expect(slots?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ['doctorId', true],
      ['from', true],
      ['to', true],
      ['visitTypeId', true],
      ['timeZone', true],
      ['hold', false],
      ['_t', false],
    ]);
    const problem = { schema: { $ref: '#/components/schemas/Problem' } };
    expect(slots?.responses['422']?.content).toEqual({ 'application/problem+json': problem });
  });
});

describe('the page', () => {
  it('shows every endpoint and schema, without a script and with links that lead somewhere', async () => {
    const { text, headers } = await request(clinic.baseUrl).get('/api/docs').expect(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).not.toMatch(/<script|javascript:|https?:\/\//i);
    const targets = [...text.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(operations().map(([, { operationId }]) => operationId)));
    expect(ids).toContain('schema-Appointment');
  });
});
