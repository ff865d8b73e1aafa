// Prints "N passed, N failed" from a JSON report of Vitest and exits with 1 unless all passed.
import { readFileSync } from 'node:fs'

/** A report that is missing or empty means that the runner itself broke: that is a failure. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] }
  }
}

const { numPassedTests, numFailedTests, testResults } = readReport(process.argv[2])
// A file that cannot be loaded has no tests that could fail: it counts as one.
const brokenFiles = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length
const failed = numFailedTests + brokenFiles
for (const { name, assertionResults } of testResults) {
  for (const { status, fullName } of assertionResults) {
    if (status === 'failed')
      console.log(`failed: ${name.replace(/.*\/test\//, 'test/')} ${fullName}`)
  }
}
console.log(`${numPassedTests} passed, ${failed} failed`)
process.exitCode = failed === 0 && numPassedTests > 0 ? 0 : 1
