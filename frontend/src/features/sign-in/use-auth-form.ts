import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { z } from 'zod';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';

interface Options<Values extends Record<string, string>> {
  readonly initialValues: Values;
  /** What each field is called in sentences about it. */
  readonly labels: { readonly [Name in keyof Values]: string };
  /** The contract of the request: what it refuses is shown before anything is sent. */
  readonly schema: z.ZodType;
  readonly send: (values: Values) => Promise<void>;
}

/** A form of text fields: errors stay beside their fields, the first one gets the focus, what was typed stays. */
export function useAuthForm<Values extends Record<string, string>>(options: Options<Values>) {
  const { initialValues, labels, schema, send } = options;
  const form = useForm<Values>({ mode: 'uncontrolled', initialValues });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const showErrors = (errors: readonly (readonly [name: string, detail: string])[]): boolean => {
    const known = errors.filter(([name]) => name in labels);
    form.setErrors(Object.fromEntries(known.map(([name, detail]) => [name, `${labels[name]} ${detail}.`])));
    const first = known[0]?.[0];
    if (first !== undefined) {
      form.getInputNode(first)?.focus();
    }
    return known.length > 0;
  };

  const submit = async (values: Values): Promise<void> => {
    const checked = schema.safeParse(values);
    const issues = checked.success ? [] : checked.error.issues;
    if (busy || showErrors(issues.map(({ path, message }) => [String(path[0]), message] as const))) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await send(values);
    } catch (error) {
      const refused = toApiError(error);
      if (!showErrors(Object.entries(refused.fieldErrors))) {
        setProblem(refused.problem);
      }
    } finally {
      setBusy(false);
    }
  };

  return { form, busy, problem, onSubmit: form.onSubmit((values) => void submit(values)) };
}
