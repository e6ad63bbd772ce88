/** What a peer may do in a room. */
export const roles = ['viewer', 'editor', 'facilitator', 'owner'] as const
export type Role = (typeof roles)[number]
export const accessModes = ['edit', 'view', 'closed'] as const
/** What the bare room link allows. */
export type Access = (typeof accessModes)[number]
export const floorModes = ['open', 'held'] as const
/** Who writes: all who may (`open`), or facilitators and those alone whom they have let write (`held`). */
export type Floor = (typeof floorModes)[number]
/** Roles that a link may carry. */
export const linkRoles = ['viewer', 'editor', 'facilitator'] as const
export type LinkRole = (typeof linkRoles)[number]

/** True when `role` may do what `needed` may. */
export const allows = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed)
