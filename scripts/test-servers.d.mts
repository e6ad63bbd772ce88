export function findPostgres(): string | null
export function findRedis(): string | null
export function findNats(): string | null
export function installServers(): void
