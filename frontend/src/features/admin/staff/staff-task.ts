import type { StaffMember } from '@openslot/shared/contracts/staff';

/** An invitation as the API answers it; its link is shown once. */
export interface Invited {
  readonly member: StaffMember;
  readonly inviteUrl: string;
  readonly expiresAt: string;
}

export type StaffTask =
  | { readonly kind: 'invite'; readonly doctorId: string | null }
  | { readonly kind: 'link'; readonly invited: Invited }
  | { readonly kind: 'disable'; readonly member: StaffMember };
