// Draws cards as Teams does, with Microsoft's adaptivecards library and host config in
// Chromium: {pictures: {url: base64}, cards: [{name, card, width}]} on standard input,
// PNG files into the folder of the second argument, and on standard output a JSON
// array of what the cards say and whether something sticks out.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'

const [dir, out, chromium] = process.argv.slice(2)
const load = createRequire(path.join(dir, 'package.json'))
const hostConfig = fs.readFileSync(new URL('microsoft-teams-light.json', import.meta.url), 'utf8')
const { pictures, cards } = JSON.parse(fs.readFileSync(0, 'utf8'))

const browser = await load('playwright-core').chromium.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({ viewport: { width: 800, height: 600 }, deviceScaleFactor: 1 })
await page.route('**/*', (route) => {
  const picture = pictures[route.request().url()]
  return picture ? route.fulfill({ contentType: 'image/png', body: Buffer.from(picture, 'base64') }) : route.abort()
})
await page.setContent(`<style>
  body { margin: 0; background: #f5f5f5; font-family: 'Segoe UI', 'Liberation Sans', sans-serif; }
  #card { display: inline-block; margin: 12px; background: #fff; border: 1px solid #e0e0e0; border-radius: 8px; }
  .ac-pushButton { font: inherit; font-size: 14px; padding: 5px 12px; background: #fff; border: 1px solid #d1d1d1; border-radius: 4px; margin-bottom: 4px; }
  a { color: #4f52b2; }
</style><div id="card"></div>`)
await page.addScriptTag({ path: load.resolve('adaptivecards/dist/adaptivecards.js') })
await page.addScriptTag({ path: path.join(dir, 'node_modules/markdown-it/dist/browser/markdown-it.umd.min.js') })

const found = []
for (const { name, card, width } of cards) {
  const drawn = await page.evaluate(async ({ card, width, hostConfig }) => {
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
      result.outputHtml = (window.markdownit.default ?? window.markdownit)().render(text)
      result.didProcess = true
    }
    const drawing = new AdaptiveCards.AdaptiveCard()
    drawing.hostConfig = new AdaptiveCards.HostConfig(JSON.parse(hostConfig))
    drawing.parse(card)
    const box = document.getElementById('card')
    box.style.width = width + 'px'
    box.replaceChildren(drawing.render())
    await Promise.all([...box.querySelectorAll('img')].map((i) => i.decode().catch(() => {})))
    return {
      text: box.innerText,
      wide: box.scrollWidth > box.clientWidth,
      broken: [...box.querySelectorAll('img')].filter((i) => i.naturalWidth === 0).length,
    }
  }, { card, width, hostConfig })
  await page.locator('#card').screenshot({ path: path.join(out, name + '.png') })
  found.push({ name, ...drawn })
}
await browser.close()
console.log(JSON.stringify(found))
