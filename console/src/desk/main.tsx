import '@fontsource-variable/inter/wght.css'
import '../styles/base.css'
import '../styles/desk.css'
import '../styles/supervisor.css'
import '../styles/live.css'
import '../styles/groups.css'
import '../styles/room.css'
import '../styles/permission.css'
import '../styles/admin.css'
import '../styles/figures.css'
import '../styles/quality.css'
import '../styles/channels.css'
import '../styles/balance.css'
import '../styles/dial.css'
import { render } from 'preact'
import { Desk } from './desk'
import { loadSession } from './session'
import { resume } from './store'

void loadSession()
resume()
render(<Desk />, document.getElementById('root') as HTMLElement)
