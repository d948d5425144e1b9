// Draws messages as Teams does, the text as a bubble and the card below it with
// Microsoft's adaptivecards library and host config in Chromium: {pictures: {url: base64, '*': any other},
// widths: [330], shoot: true, messages: [{name, question, text, card, points}]} on
// standard input, PNG files name-width.png into the folder of the second argument where
// shoot says so, and on standard output a JSON array of what each message says at each
// width, how high it is, and where its points stand.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'

const [dir, out, chromium] = process.argv.slice(2)
const load = createRequire(path.join(dir, 'package.json'))
const hostConfig = fs.readFileSync(new URL('microsoft-teams-light.json', import.meta.url), 'utf8')
const { pictures, widths, shoot, messages } = JSON.parse(fs.readFileSync(0, 'utf8'))

const browser = await load('playwright-core').chromium.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({ viewport: { width: 800, height: 900 }, deviceScaleFactor: shoot ? 2 : 1 })
await page.route('**/*', (route) => {
  const picture = pictures[route.request().url()] ?? pictures['*']
  return picture ? route.fulfill({ contentType: 'image/png', body: Buffer.from(picture, 'base64') }) : route.abort()
})
await page.setContent(`<style>
  body { margin: 0; background: #f5f5f5; font-family: 'Segoe UI', 'Liberation Sans', sans-serif; font-size: 14px; line-height: 20px; color: #242424; }
  #all { display: inline-block; padding: 12px; background: #f5f5f5; }
  #question { width: fit-content; max-width: 85%; margin: 0 0 14px auto; padding: 6px 12px; background: #e8ebfa; border-radius: 6px; }
  #who { font-size: 12px; line-height: 16px; color: #616161; margin: 0 2px 6px; }
  #text { background: #fff; border-radius: 6px; padding: 8px 14px; box-sizing: border-box; }
  #text p { margin: 3px 0 6px; } #text ul { margin: 0 0 4px; padding-left: 18px; }
  #card { background: #fff; border: 1px solid #e0e0e0; border-radius: 6px; box-sizing: border-box; margin-top: 4px; }
  sup { font-size: 11px; background: #ebebeb; border-radius: 3px; padding: 1px 5px; line-height: 1; }
  .ac-pushButton { font: inherit; font-size: 14px; font-weight: 600; padding: 3px 12px; background: #fff; border: 1px solid #d1d1d1; border-radius: 4px; color: #242424; }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
  .ac-horizontal-separator, .ac-selectable { cursor: pointer; }
  .ac-input { font: inherit; box-sizing: border-box; } select.ac-input { padding: 4px 12px; background: #f0f0f0; border: 1px solid #d1d1d1; border-radius: 4px; }
  textarea.ac-input { border: 1px solid #d1d1d1; border-radius: 4px; padding: 4px 8px; width: 100%; }
  a { color: #4f52b2; }
</style><div id="all"><div id="question"></div><div id="who">Veiviser 09:41</div><div id="text"></div><div id="card"></div></div>`)
await page.addScriptTag({ path: load.resolve('adaptivecards/dist/adaptivecards.js') })
await page.addScriptTag({ path: path.join(dir, 'node_modules/markdown-it/dist/browser/markdown-it.umd.min.js') })

// draw draws one message at one width and measures it.
const draw = async ({ message, width, hostConfig }) => {
  const markdown = window.markdownit.default ?? window.markdownit
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown().render(text)
    result.didProcess = true
  }
  const [question, who, text, box] = ['question', 'who', 'text', 'card'].map((id) => document.getElementById(id))
  for (const e of [text, box]) e.style.width = width + 'px'
  document.getElementById('all').style.width = width + 'px'
  question.textContent = message.question ?? ''
  question.style.display = message.question ? '' : 'none'
  text.innerHTML = message.text ? markdown().render(message.text).replace(/ ?\[(\d+)\]/g, ' <sup>$1</sup>') : ''
  text.style.display = message.text ? '' : 'none'
  box.replaceChildren()
  const card = message.card && (message.card.body?.length || message.card.actions?.length) ? message.card : null
  box.style.display = card ? '' : 'none'
  if (card) {
    const drawing = new AdaptiveCards.AdaptiveCard()
    drawing.hostConfig = new AdaptiveCards.HostConfig(JSON.parse(hostConfig))
    drawing.parse(card)
    box.replaceChildren(drawing.render())
    await Promise.all([...box.querySelectorAll('img')].map((i) => i.decode().catch(() => {})))
  }
  const height = (e) => (e.style.display === 'none' ? 0 : e.getBoundingClientRect().height)
  const top = Math.min(...[text, box].filter((e) => e.style.display !== 'none').map((e) => e.getBoundingClientRect().top))
  const bottom = Math.max(...[text, box].filter((e) => e.style.display !== 'none').map((e) => e.getBoundingClientRect().bottom))
  const plain = (s) => s.replace(/\s+/g, ' ').trim()
  const lines = [...text.querySelectorAll('p, li'), ...box.querySelectorAll('.ac-textBlock')]
  const points = (message.points ?? []).map((p) => {
    const line = lines.find((e) => plain(e.textContent).includes(plain(p)))
    if (!line) return null
    const r = line.getBoundingClientRect()
    return { top: r.top - top, height: r.height }
  })
  const sources = [...box.querySelectorAll('.ac-textBlock')].filter((e) => /^\[\d+\]\s/.test(plain(e.textContent)))
  const buttons = [...box.querySelectorAll('.ac-pushButton')].filter((b) => b.getBoundingClientRect().height > 0)
  return {
    says: (text.style.display === 'none' ? '' : text.innerText + '\n') + box.innerText,
    text: height(text), card: height(box), all: bottom - top, points, sources: sources.reduce((sum, e) => sum + height(e), 0),
    buttons: buttons.filter((b) => b.textContent.trim() !== '...' && b.textContent.trim() !== '…' && b.textContent.trim() !== '').length,
    wide: box.scrollWidth > box.clientWidth || text.scrollWidth > text.clientWidth,
    broken: [...box.querySelectorAll('img')].filter((i) => i.naturalWidth === 0).length,
  }
}

const found = []
for (const message of messages) {
  for (const width of widths) {
    found.push({ name: message.name, width, ...(await page.evaluate(draw, { message, width, hostConfig })) })
    if (shoot) await page.locator('#all').screenshot({ path: path.join(out, `${message.name}-${width}.png`) })
  }
}
await browser.close()
console.log(JSON.stringify(found))
