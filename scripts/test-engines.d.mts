export function findFirefox(): string | null
export function findWebKit(): { readonly driver: string; readonly browser: string; readonly display: string } | null
export function installEngines(): void
