import type { Actor } from '@openslot/shared/policies/access';
import type { CommandContext, CommandDeps } from './commands/doctor-command.ts';
import { idempotentRequest } from './commands/idempotency.ts';
import type { Config } from './config.ts';
import { bookAppointment } from './features/appointments/book-appointment.ts';
import { changeStatus } from './features/appointments/change-status.ts';
import type { Auth } from './features/auth/create-auth.ts';
import { markUnavailable } from './features/availability/mark-unavailable.ts';
import { readSlots } from './features/availability/read-slots.ts';
import { createTemplate } from './features/availability/save-templates.ts';
import { setOverrides } from './features/availability/set-overrides.ts';
import { clearDemo } from './features/demo/demo.repository.ts';
import type { DemoCommands } from './features/demo/demo-commands.ts';
import { DEMO_CLINIC, HEALTH_CHECK } from './features/demo/demo-people.ts';
import { type DemoSignIn, ensureDemoSignIns } from './features/demo/demo-sign-ins.ts';
import { fillDemo } from './features/demo/fill-demo.ts';
import { createDoctor } from './features/doctors/save-doctor.ts';
import { runFirstStart } from './features/setup/first-start.ts';
import type { Dialogue } from './features/setup/setup-answers.ts';
import type { Clock } from './lib/clock.ts';

interface FirstStartOptions {
  readonly config: Config;
  readonly deps: CommandDeps;
  readonly auth: Auth;
  /** Null where nobody can be asked. */
  readonly dialogue: Dialogue | null;
  readonly say: (text: string) => void;
}

/**
 * Makes a new database usable before the server listens; does nothing to one that is. Indexes must exist.
 * @returns the sign-ins of a demo clinic; null for any other
 * @throws SetupError with what to do, for people
 */
export async function firstStart(options: FirstStartOptions): Promise<readonly DemoSignIn[] | null> {
  const { config, deps, auth, dialogue, say } = options;
  const { dataDirectory } = config;
  const { demo } = await runFirstStart({
    ...deps,
    config,
    dialogue,
    createSignIn: auth.createSignIn,
    demo: {
      ...DEMO_CLINIC,
      moreVisitTypes: [HEALTH_CHECK],
      clear: () => clearDemo(deps.models),
      fill: () =>
        fillDemo({
          ...deps,
          dataDirectory,
          createSignIn: auth.createSignIn,
          commandsAt: (clock) => demoCommands({ ...deps, clock }),
          say,
        }),
    },
  });
  return demo ? ensureDemoSignIns(dataDirectory, auth.setPassword) : null;
}

/** The commands of all features, which the demo may not import itself. */
function demoCommands(deps: CommandDeps & { readonly clock: Clock }): DemoCommands {
  return {
    createDoctor: (input) => createDoctor(deps, as(null), input),
    createTemplate: (doctorId, input) =>
      createTemplate(deps, as(null), doctorId, { ...input, decisions: [] }),
    setOverrides: (actor, doctorId, overrides) =>
      setOverrides(deps, as(actor), doctorId, { overrides, decisions: [] }),
    markUnavailable: (actor, doctorId, input) =>
      markUnavailable(deps, as(actor), doctorId, { ...input, decisions: [] }),
    readSlots: (query) => readSlots(deps.models, deps.clock, query),
    async book(actor, input, key) {
      const request = idempotentRequest(actor?.id ?? '', key, input);
      const booking = { ...input, patient: { id: input.patientId } };
      const { result } = await bookAppointment(deps, as(actor), booking, request);
      return result;
    },
    changeStatus: (actor, change) => changeStatus(deps, as(actor), actor, change),
  };
}

function as(actor: Actor): CommandContext {
  return {
    actor: actor === null ? { userId: null, role: 'system' } : { userId: actor.id, role: actor.role },
  };
}
