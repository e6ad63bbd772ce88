import { Home } from './_home/home.tsx'

export default function Page() {
  return <Home />
}
