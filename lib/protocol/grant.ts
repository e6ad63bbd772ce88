/** What a peer may do in a room. */
export const roles = ['viewer', 'editor', 'owner'] as const
export type Role = (typeof roles)[number]
export const accessModes = ['edit', 'view', 'closed'] as const
/** What the bare room link allows. */
export type Access = (typeof accessModes)[number]

/** True when `role` may do what `needed` may. */
export const allows = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed)
