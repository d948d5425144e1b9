// Sends what the Playground asks of Microsoft's login to a server of the test: the port
// is in TEST_AUTHORITY_PORT, its certificate in NODE_EXTRA_CA_CERTS.
const tls = require('node:tls')
const connect = tls.connect
tls.connect = function (...args) {
  const options = args.find((a) => a && typeof a === 'object')
  if (options && (options.servername === 'login.microsoftonline.com' || options.host === 'login.microsoftonline.com')) {
    options.host = options.hostname = '127.0.0.1'
    options.port = Number(process.env.TEST_AUTHORITY_PORT)
    options.servername = 'login.microsoftonline.com'
    delete options.path
  }
  return connect.apply(this, args)
}
