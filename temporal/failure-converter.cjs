// Failures' messages and stack traces are encrypted with the payloads: a plain one could hold what a person typed.
// CommonJS, because Temporal's SDK loads it with require, in Node and in the workflow bundle.
const { DefaultFailureConverter } = require('@temporalio/common')

module.exports = { failureConverter: new DefaultFailureConverter({ encodeCommonAttributes: true }) }
