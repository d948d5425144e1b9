// Parses cards with Microsoft's adaptivecards library: a JSON array of {name, card} on
// standard input, one line a finding on standard output.
const path = require('node:path')
const { createRequire } = require('node:module')
const load = createRequire(path.join(process.argv[2], 'package.json'))
const AC = load('adaptivecards/dist/adaptivecards.js')

// 3.0.6 tests languages with a global regular expression, which remembers where it
// stopped and so refuses every second one.
AC.CardElement.langProperty.regEx = AC.AdaptiveCard.langProperty.regEx = /^[a-z]{2,3}$/i

let input = ''
process.stdin.on('data', (chunk) => { input += chunk })
process.stdin.on('end', () => {
  for (const { name, card } of JSON.parse(input)) {
    const parsed = new AC.AdaptiveCard()
    const context = new AC.SerializationContext()
    parsed.parse(card, context)
    for (let i = 0; i < context.eventCount; i++) {
      console.log(`${name}: ${context.getEventAt(i).message}`)
    }
    for (const failure of parsed.validateProperties().validationEvents) {
      console.log(`${name}: ${failure.message}`)
    }
  }
})
