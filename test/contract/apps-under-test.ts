// The contract suite begins here. A new app is one more file in apps/ and its name here: sign-in, refresh, revocation, errors, one effect,
// paging and hosts are then tested by sign-in.test.ts, profile.test.ts and acting.test.ts, as are its refresh and hostile answers
// (test/connections/refresh.test.ts, test/attacks/token-elsewhere.test.ts).
import type { AppUnderTest } from './app-under-test.js'
import { boxUnderTest } from './apps/box.js'
import { salesforceUnderTest } from './apps/salesforce.js'
import { servicenowUnderTest } from './apps/servicenow.js'

export const appsUnderTest: readonly AppUnderTest[] = [salesforceUnderTest, servicenowUnderTest, boxUnderTest]
