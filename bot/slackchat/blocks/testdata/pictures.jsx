import { createRoot } from 'react-dom/client'
import { Message } from 'slack-blocks-to-jsx'
import 'slack-blocks-to-jsx/dist/style.css'

// The renderer takes verbatim for "no formatting"; Slack formats verbatim text, and only leaves out
// what it would find by itself. It draws a menu's placeholder where Slack draws what is chosen.
const formatted = payload => JSON.parse(JSON.stringify(payload, (k, v) => {
  if (k === 'verbatim') return undefined
  return v?.type === 'static_select' && v.initial_option ? { ...v, placeholder: v.initial_option.text } : v
}))

// draw shows one payload: a message as a message, a dialog or the home tab by its blocks.
window.draw = payload => createRoot(document.getElementById('root')).render(
  <Message blocks={formatted(payload).blocks} name="Veiviser" logo="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 36 36'%3E%3Crect width='36' height='36' rx='6' fill='%231f3b57'/%3E%3Cpath d='M9 11l9 16 9-16' stroke='white' stroke-width='4' fill='none'/%3E%3C/svg%3E" time={new Date(2026, 2, 2, 9, 41)} showBlockKitDebug={false} />
)
