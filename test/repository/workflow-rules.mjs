// Lint for workflows/: what Temporal's sandbox lets through and a waiting run would pay for. Read by eslint.config.js.

/** Calls that look at an error before they let it go. */
const checks = ['is', 'isCancellation', 'failureOf']

/** Whether a part of a syntax tree is wanted; functions inside it run at another time, and aren't looked at. */
function holds(node, wanted) {
  if (wanted(node)) return true
  return Object.entries(node).some(([key, value]) => {
    if (key === 'parent') return false
    const children = Array.isArray(value) ? value : [value]
    return children.some((child) => typeof child?.type === 'string' && !/Function/.test(child.type) && holds(child, wanted))
  })
}

const names = (node, name) => holds(node, (one) => one.type === 'Identifier' && one.name === name)

/** Whether a handler of an error throws, looks at what the error is, or hands it on to its caller. */
function letsThrough(body, param) {
  const name = param?.type === 'Identifier' ? param.name : undefined
  return holds(
    body,
    (node) =>
      node.type === 'ThrowStatement' ||
      (name !== undefined &&
        ((node.type === 'CallExpression' && checks.includes(node.callee.name) && node.arguments.some((given) => names(given, name))) ||
          (node.type === 'ReturnStatement' && node.argument !== null && names(node.argument, name)))),
  )
}

/** A cancelled run, and one whose sign-in was declined, end by an error that goes through the recipe. */
const swallowedCancellation = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      swallowed:
        "This swallows the run's own end: a cancel and a declined sign-in arrive as errors. Take what you expect with is(error, '...'), and throw the rest.",
    },
  },
  create(context) {
    const check = (node, body, param) => {
      if (!letsThrough(body, param)) context.report({ node, messageId: 'swallowed' })
    }
    return {
      CatchClause: (node) => check(node, node.body, node.param),
      'CallExpression[callee.property.name="catch"]'(node) {
        const [handler] = node.arguments
        if (handler && /FunctionExpression$/.test(handler.type)) check(node, handler.body, handler.params[0])
      },
    }
  },
}

/** `new Date()`, `Date.now()`, `Math.random()`, `uuid4()`: the run's own inside a step, the machine's outside. */
function isMoment(node) {
  if (node.type === 'NewExpression') return node.callee.name === 'Date' && node.arguments.length === 0
  if (node.callee.name === 'Date' || node.callee.name === 'uuid4') return true
  const { object, property } = node.callee
  return (object?.name === 'Date' && property?.name === 'now') || (object?.name === 'Math' && property?.name === 'random')
}

const momentOfLoading = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      loading:
        "This runs when the file is loaded, in the bot too, and not in a run: inside the steps Temporal makes the time and chance the run's own, the same at every replay.",
    },
  },
  create(context) {
    const check = (node) => {
      const isInside = context.sourceCode.getAncestors(node).some(({ type }) => /Function/.test(type))
      if (!isInside && isMoment(node)) context.report({ node, messageId: 'loading' })
    }
    return { NewExpression: check, CallExpression: check }
  },
}

const localMethods = /^((get|set)(FullYear|Month|Date|Day|Hours|Minutes)|getTimezoneOffset|to(Date|Time)String)$/
const localeMethods = /^toLocale(Date|Time)String$/

/** The same instant is another day on a worker in another time zone, and at the replay after it has moved. */
const machineTimeZone = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      zone: "This reads the clock in the worker's time zone, which a replay elsewhere doesn't share: use the UTC methods, or name the zone (caller.timeZone).",
    },
  },
  create(context) {
    return {
      'CallExpression[callee.type="MemberExpression"]'(node) {
        const { name = '' } = node.callee.property
        const isWithoutZone = localeMethods.test(name) && !names(node.arguments[1] ?? node.callee.property, 'timeZone')
        if (localMethods.test(name) || isWithoutZone) context.report({ node, messageId: 'zone' })
      },
    }
  },
}

const absent = "A recipe's code runs in Temporal's sandbox, where this doesn't exist."
const forbiddenGlobals = {
  process: absent,
  Buffer: absent,
  require: absent,
  fetch: `${absent} What reaches outside is an action of an app.`,
  crypto: `${absent} uuid4() of @temporalio/workflow gives an id that a replay gives again.`,
  performance: `${absent} Date.now() is the run's own time.`,
  setInterval: `${absent} Use sleep of the context in a loop.`,
  setImmediate: `${absent} Use sleep of the context.`,
  WeakRef: 'When it is cleared depends on the machine, so a replay could go another way.',
  FinalizationRegistry: 'When it calls depends on the machine, so a replay could go another way.',
}

/** What eslint.config.js takes over for workflows/. */
export const workflowRules = {
  plugins: {
    workflows: {
      rules: {
        'swallowed-cancellation': swallowedCancellation,
        'moment-of-loading': momentOfLoading,
        'machine-time-zone': machineTimeZone,
      },
    },
  },
  rules: {
    'workflows/swallowed-cancellation': 'error',
    'workflows/moment-of-loading': 'error',
    'workflows/machine-time-zone': 'error',
    'no-restricted-globals': ['error', ...Object.entries(forbiddenGlobals).map(([name, message]) => ({ name, message }))],
  },
}
