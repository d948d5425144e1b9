// Takes a picture of each payload: node pictures.mjs CHROMIUM FILE.json...
import { readFileSync, existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const [executable, ...files] = process.argv.slice(2)
const executablePath = existsSync(executable) ? executable : '/usr/bin/' + executable
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
// A running `veiviser serve` at VEIVISER draws the journeys; without it they are left out.
const veiviser = process.env.VEIVISER
const page = await browser.newPage({ viewport: { width: 720, height: 600 } })
if (veiviser) {
  await page.route('https://veiviser.example.no/**', async r => r.fulfill({ response: await r.fetch({ url: veiviser + new URL(r.request().url()).pathname }) }))
}
for (const file of files.filter(f => !/^(package|tsconfig)/.test(f))) {
  const css = existsSync('pictures.css') ? readFileSync('pictures.css', 'utf8') : ''
  await page.setContent(`<meta charset="utf-8"><style>${css} body{margin:16px;font-family:"Liberation Sans",sans-serif;background:white}</style><div id="root"></div>`)
  await page.addScriptTag({ path: 'pictures.js' })
  const payload = JSON.parse(readFileSync(file, 'utf8'))
  if (!veiviser) payload.blocks = payload.blocks.filter(b => b.type !== 'image')
  await page.evaluate(p => window.draw(p), payload)
  await page.waitForTimeout(800)
  await page.screenshot({ path: file.replace('.json', '.png'), fullPage: true })
}
await browser.close()
