import { previewTemplates, type TemplateEdit } from '@openslot/shared/contracts/hours-preview';
import { useServices } from '../../../app/services-context.ts';
import { HoursPreview } from '../preview/hours-preview.tsx';
import { useSchedule } from '../schedule-context.ts';

/** What saving, or removing, these weekly hours would do. */
export function TemplatePreview({ edit }: { readonly edit: TemplateEdit }) {
  const { doctor } = useSchedule();
  const { api } = useServices();
  return (
    <HoursPreview
      question={JSON.stringify(edit)}
      ask={(signal) => api.call(previewTemplates, { signal, params: { doctorId: doctor.id }, body: edit })}
    />
  );
}
