// Preloaded into a program that listens on all interfaces: makes it listen on 127.0.0.1, as everything in the sandbox does.
const { Server } = require('node:net')

const listen = Server.prototype.listen

Server.prototype.listen = function (...args) {
  const [first, second] = args
  if (typeof first === 'object' && first !== null && 'port' in first) args[0] = { ...first, host: '127.0.0.1' }
  else if (typeof first === 'number' || /^\d+$/.test(first)) args.splice(1, typeof second === 'string' ? 1 : 0, '127.0.0.1')
  return listen.apply(this, args)
}
