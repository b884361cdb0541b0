import type { CommandDeps } from './commands/doctor-command.ts';
import { presentOverride, presentTemplates } from './features/availability/availability.presenter.ts';
import { generateAvailability } from './features/availability/generate-availability.ts';
import { removeOverride } from './features/availability/remove-override.ts';
import { createTemplate, updateTemplate } from './features/availability/save-templates.ts';
import { setOverrides } from './features/availability/set-overrides.ts';
import { adoptClinicRules } from './features/clinic/adopt-clinic-rules.ts';
import { createVisitType } from './features/clinic/save-visit-type.ts';
import { presentVisitType } from './features/clinic/visit-type.presenter.ts';
import type { CompatibilityCommands } from './features/compatibility/compatibility-commands.ts';
import { presentDoctor } from './features/doctors/doctor.presenter.ts';
import { updateDoctor } from './features/doctors/save-doctor.ts';
import { findOverrides } from './schedule/override.repository.ts';
import { readClinicRevision, readDoctorRecord } from './schedule/schedule.repository.ts';

/** The commands of all features, which the compatibility routes may not import themselves. They bring no decisions on booked visits: a change over one is refused. */
export function compatibilityCommands(deps: CommandDeps): CompatibilityCommands {
  const { models, clock } = deps;
  const decisions: [] = [];
  return {
    now: () => clock.now(),
    async readDoctor(doctorId) {
      const doctor = await readDoctorRecord(models, doctorId);
      return { ...presentDoctor(doctor), seq: doctor.seq };
    },
    listTemplates: async (doctorId) => presentTemplates((await readDoctorRecord(models, doctorId)).templates),
    createTemplate: (context, doctorId, hours) =>
      createTemplate(deps, context, doctorId, { ...hours, decisions }),
    updateTemplate: (context, doctorId, { id, version }, hours) =>
      updateTemplate(deps, context, doctorId, id, { ...hours, version, decisions }),
    async listOverrides(doctorId, from, to) {
      const doctor = await readDoctorRecord(models, doctorId);
      return (await findOverrides(models, null, doctor._id, from, to)).map(presentOverride);
    },
    setOverrides: (context, doctorId, overrides) =>
      setOverrides(deps, context, doctorId, { overrides, decisions }),
    removeOverride: (context, doctorId, { id, version }) =>
      removeOverride(deps, context, doctorId, id, { version, decisions }),
    generate: (query) => generateAvailability(models, clock, query),
    async listVisitTypes() {
      const clinic = await models.clinic.findById('clinic', { rev: 1 }).lean();
      return (await readClinicRevision(models, clinic?.rev ?? 1)).visitTypes.map(presentVisitType);
    },
    createVisitType: (context, input) => createVisitType(deps, context, input),
    async offerVisitTypes(context, { id, version, name, specialty, about, timeZone, visitTypeIds }, more) {
      // A doctor can only offer what the rules name that the doctor follows.
      await adoptClinicRules(deps);
      const offered = [...visitTypeIds, ...more];
      const input = { name, specialty, about, timeZone, visitTypeIds: offered, version, decisions };
      await updateDoctor(deps, context, id, input);
    },
  };
}
