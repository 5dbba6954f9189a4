import '@fontsource-variable/inter/wght.css'
import '../styles/base.css'
import '../styles/phone.css'
import { render } from 'preact'
import { Phone } from './phone'
import { open } from './store'

open()
render(<Phone />, document.getElementById('root') as HTMLElement)
