// The theme that was chosen here, before the first paint: the page itself learns it only once it runs.
try {
  const { theme } = JSON.parse(localStorage.getItem('inkroom.settings') ?? '{}')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Blocked storage or a broken entry: the system's theme, as for a first visit.
}
