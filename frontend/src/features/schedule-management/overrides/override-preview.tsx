import { previewOverrides } from '@openslot/shared/contracts/hours-preview';
import type { OverrideInput } from '@openslot/shared/contracts/overrides';
import { useServices } from '../../../app/services-context.ts';
import { HoursPreview } from '../preview/hours-preview.tsx';
import { useSchedule } from '../schedule-context.ts';

/** What these date overrides would do. */
export function OverridePreview({ overrides }: { readonly overrides: OverrideInput[] }) {
  const { doctor } = useSchedule();
  const { api } = useServices();
  return (
    <HoursPreview
      question={JSON.stringify(overrides)}
      ask={(signal) =>
        api.call(previewOverrides, { signal, params: { doctorId: doctor.id }, body: { overrides } })
      }
    />
  );
}
