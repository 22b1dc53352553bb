// `npm test` gives files that failed beside the others one more go, alone: on a crowded machine a deadline says little.
// What a bug broke fails again. What passes is named all the same, for luck in a test is a fault too. Decision 38.

/** More than these are no crowd's doing. */
const AT_MOST = 3

/** @param {object} report vitest's JSON @returns {string[]} the files to run once more; none where too many failed */
export function filesToRunAgain({ testResults }) {
  const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name)
  return failed.length <= AT_MOST ? failed : []
}

/** @returns {string[]} the full names of the tests that failed; of a file without one, the file's */
export function failedTests({ testResults }) {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const tests = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
      return tests.length > 0 ? tests : [name]
    })
}

/** How many tests of these files passed the first time, so that none counts twice. */
export function passedIn({ testResults }, files) {
  const tests = testResults.filter(({ name }) => files.includes(name)).flatMap(({ assertionResults }) => assertionResults)
  return tests.filter(({ status }) => status === 'passed').length
}
