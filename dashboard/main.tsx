import { render } from 'preact'
// Before ours, which says otherwise in places: the order of the map's panes, for one.
import 'leaflet/dist/leaflet.css'
import './styles/index.css'
import { openPage, startAddress } from './state/address.ts'
import { accountPage } from './pages.ts'
import { takeSetUpFromAddress, takeTokenFromAddress } from './state/reader.ts'
import { startPageComponents } from './state/page-components.ts'
import { startPreferences } from './state/preferences.ts'
import { startIdleMark } from './state/idle.ts'
import { startSession } from './state/session.ts'
import { App } from './app.tsx'

// First of all: a token in the address must not survive the first line that could read it.
const token = takeTokenFromAddress()
startAddress()
if (takeSetUpFromAddress()) openPage(accountPage)
startPreferences()
startIdleMark()
startPageComponents()

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
render(<App />, root)
void startSession(token)
// A link that somebody opens where the page is open already.
window.addEventListener('hashchange', () => {
  if (takeSetUpFromAddress()) openPage(accountPage)
  const next = takeTokenFromAddress()
  if (next !== null) void startSession(next)
})
