// Takes a picture of each payload on a telephone and on a desk, and prints how high it is
// there: node pictures.mjs CHROMIUM FILE.json...
import { readFileSync, existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const [executable, ...files] = process.argv.slice(2)
const executablePath = existsSync(executable) ? executable : '/usr/bin/' + executable
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
// A running `veiviser serve` at VEIVISER draws the journeys; without it they are left out.
const veiviser = process.env.VEIVISER
const css = existsSync('pictures.css') ? readFileSync('pictures.css', 'utf8') : ''
for (const width of [390, 720]) {
  const page = await browser.newPage({ viewport: { width, height: 660 } })
  if (veiviser) {
    await page.route('https://veiviser.example.no/**', async r => r.fulfill({ response: await r.fetch({ url: veiviser + new URL(r.request().url()).pathname }) }))
  }
  for (const file of files.filter(f => !/^(package|tsconfig)/.test(f))) {
    await page.setContent(`<meta charset="utf-8"><style>${css} body{margin:16px;font-family:"Liberation Sans",sans-serif;background:white}</style><div id="root"></div>`)
    await page.addScriptTag({ path: 'pictures.js' })
    const payload = JSON.parse(readFileSync(file, 'utf8'))
    if (!veiviser) payload.blocks = payload.blocks.filter(b => b.type !== 'image')
    await page.evaluate(p => window.draw(p), payload)
    await page.waitForTimeout(veiviser ? 800 : 150)
    const height = await page.evaluate(() => Math.round(document.getElementById('root').getBoundingClientRect().height))
    console.log([file.replace('.json', ''), width, height, payload.blocks.length].join('\t'))
    if (!process.env.MEASURE) await page.screenshot({ path: file.replace('.json', `-${width}.png`), fullPage: true })
  }
  await page.close()
}
await browser.close()
