/** Everybody who looks at a doctor's offer, signed in or not: no person may ever be named here. */
export const doctorRoom = (doctorId: string): string => `doctor:${doctorId}`;

/** A doctor's own sign-ins. */
export const practiceRoom = (doctorId: string): string => `practice:${doctorId}`;

/** Front desk and admins. */
export const STAFF_ROOM = 'staff';

export const userRoom = (userId: string): string => `user:${userId}`;

export const sessionRoom = (sessionId: string): string => `session:${sessionId}`;
