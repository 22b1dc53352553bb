// The field by which Salesforce recognises what Workbot wrote; the set-up adds it to each object that recipes create (docs/setup.md).
// https://help.salesforce.com/s/articleView?id=platform.custom_field_attributes.htm

/** On records: unique, case-sensitive, an external id. On activities: plain text, since their fields can't be unique. */
export const KEY_FIELD = 'Workbot_Key__c'
