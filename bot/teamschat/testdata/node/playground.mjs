// Uses the Playground's web page in Chromium as an adviser would: asks, opens the rest of
// the card, presses every kind of button, walks a whole journey. One line of JSON a step
// on standard output; the exit status is 1 when something could not be done.
import path from 'node:path'
import { createRequire } from 'node:module'

const [dir, url, chromium, picture] = process.argv.slice(2)
const load = createRequire(path.join(dir, 'package.json'))
const browser = await load('playwright-core').chromium.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } })
page.setDefaultTimeout(15_000)
const done = (step) => console.log(JSON.stringify({ step }))

async function ask(text) {
  await page.locator('[contenteditable=true][role=textbox]').click()
  await page.keyboard.type(text)
  await page.getByLabel('Send Message').click()
}
const last = (name) => page.getByRole('button', { name, exact: true }).filter({ visible: true }).last()
const shown = (text) => page.getByText(text).filter({ visible: true }).last().waitFor()

const choose = (value, name) => page.locator('select').last().selectOption(value).catch(async () => {
  await page.getByRole('combobox').last().click()
  await page.getByRole('option', { name }).click()
})

try {
  await page.goto(url)
  // Of the two events of an installation only one tells the language, and either may come
  // first: the welcome is in English or in bokmål, the language of who tells none.
  await shown(/How to ask|Slik spør du/)
  done('welcomed')
  await ask('Hva kreves for fagbrev på jobb?')
  await shown('allsidig praksis')
  done('asked')
  await last('Mer').click()
  await last('Vis').waitFor()
  done('opened the rest')
  await choose('duration', 'Varighet og frister')
  await last('Vis').click()
  await shown('Tilbake')
  done('read another section')
  if (picture) await page.screenshot({ path: picture })
  await last('Tilbake').click()
  await last('Mer').waitFor()
  await last('Notat').click()
  await page.locator('textarea').last().waitFor()
  const note = await page.locator('textarea').last().inputValue()
  if (!note.includes('/nb/fagbrev-pa-jobb@')) throw new Error('the note has no permalink')
  done('took a note')
  await last('Tilbake').click()
  await last('Mer').waitFor()
  await last('Til deltakeren').click()
  await choose('ar', 'arabisk')
  await last('Vis').click()
  await page.locator('[dir=rtl]').last().waitFor()
  done('read the text in Arabic')
  await last('Tilbake').click()
  await last('Mer').waitFor()
  await last('Hvem det er for').click()
  await shown('· hvem det er for')
  done('went on')
  await ask('reise jamal')
  await shown('Steg 1 av ')
  let steps = 1
  while (await last('Neste steg').count()) {
    await last('Neste steg').click()
    steps++
    await shown(`Steg ${steps} av `)
  }
  done(`walked ${steps} steps`)
  await last('Forrige').click()
  await shown(`Steg ${steps - 1} av `)
  done('went back a step')
} catch (err) {
  console.error(err)
  if (picture) await page.screenshot({ path: picture })
  process.exitCode = 1
} finally {
  await browser.close()
}
