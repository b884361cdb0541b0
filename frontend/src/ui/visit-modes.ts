import type { VisitMode } from '@openslot/shared/contracts/visit-types';
import { IconBuildingHospital, IconPhone, IconVideo } from '@tabler/icons-react';

interface ModeLook {
  readonly label: string;
  /** Where the visit takes place, in a sentence of its own. */
  readonly place: string;
  readonly icon: typeof IconPhone;
}

/** How each kind of visit is named and drawn everywhere. */
export const VISIT_MODES: Readonly<Record<VisitMode, ModeLook>> = {
  in_person: { label: 'In person', place: 'At the clinic', icon: IconBuildingHospital },
  video: { label: 'Video', place: 'By video', icon: IconVideo },
  phone: { label: 'Phone', place: 'By phone', icon: IconPhone },
};
