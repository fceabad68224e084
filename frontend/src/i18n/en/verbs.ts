import type { EnglishVerbWords } from '../words';

/** What people do, and what happened. */
export const verbs: EnglishVerbWords = {
  portingNumberVerb: {
    START_REVIEW: { consequence: 'Marks the numbers as being reviewed by you.' },
    MARK_PORTABLE: { consequence: 'The customer is told that the numbers can be ported.' },
    MARK_NOT_PORTABLE: { consequence: 'Ends the port of these numbers for good. The customer is told the reason.' },
    CANCEL: {
      consequence: 'The port of these numbers ends at once, and for good. Service at the current carrier goes on.',
    },
    START: { consequence: 'Opens a new attempt and owes the order to the network carrier.' },
    HAND_OVER: { consequence: 'Says that the order is now with the losing carrier.' },
    CONFIRM_FOC: { consequence: 'Sets the date the losing carrier committed to. The customer is told.' },
    REVISE_FOC: { consequence: 'Replaces the date the carrier committed to. The customer is told.' },
    WITHDRAW_FOC: { consequence: 'The date no longer holds. Numbers already prepared here are taken out again.' },
    REQUIRE_ACTION: { consequence: 'The customer is asked to correct what the reasons name.' },
    RESUBMIT: { consequence: 'Sends the order to the carrier as a new attempt.' },
    ACCEPT_CANCELLATION: { consequence: 'Ends the port of these numbers for good.' },
    REJECT_CANCELLATION: { consequence: 'The port goes on; the customer is told why.' },
    COMPLETE: { consequence: 'The numbers are in service here from now on. This cannot be undone.' },
    ASSIGN_PROFILE: { consequence: 'Used when the numbers come into service.' },
  },
  portingRequestVerb: {
    SUBMIT: { consequence: 'Sends the request to our staff. Most data can no longer be edited after that.' },
    DISCARD: { consequence: 'Deletes this draft with its numbers and documents. This cannot be undone.' },
    MATCH_LOSING_CARRIER: {
      consequence: 'Says which carrier was meant by the name that was typed. The request can then be accepted.',
    },
    ACCEPT: { consequence: 'Work on the request begins; the customer is told.' },
    REJECT: { consequence: 'Ends the request for good, with all its open numbers. The customer is told why.' },
    CANCEL: { consequence: 'Ends the request for good, with all its numbers. Nothing is ported.' },
    DELAY: { consequence: 'The customer is told the reason and when an answer is due.' },
    MAKE_READY: { consequence: 'Opens the 90-day window in which the customer performs the port.' },
    BLOCK: { consequence: 'Ends the request for good. The customer has to make a new one.' },
    SCHEDULE_PERFORM: { consequence: 'The port is performed by itself at that moment.' },
    PERFORM: { consequence: 'The numbers move to us now. This cannot be undone.' },
    ACCEPT_CANCELLATION: { consequence: 'Ends the request for good.' },
    REJECT_CANCELLATION: { consequence: 'The port goes on; the customer is told why.' },
  },
  portOutVerb: {
    APPROVE: {
      consequence:
        'You agree that these numbers leave. Nothing is billed now: the port-out fee is billed once our staff has approved as well.',
    },
    APPROVE_PART: {
      consequence:
        'You agree that the numbers you choose leave. The others become a request of their own, to be decided by the same deadline.',
    },
    REJECT: { consequence: 'The numbers stay here. The gaining carrier is told the reason you choose.' },
    STAFF_REJECT: { consequence: 'The numbers stay here; the gaining carrier is told the reason.' },
    STAFF_APPROVE: { consequence: 'Creates the port-out order and bills the fee to the customer, once.' },
    COMPLETE: { consequence: 'The numbers leave for good and their configuration is detached.' },
    AMEND: { consequence: 'Any approval becomes void and the deadline starts anew.' },
    WITHDRAW: { consequence: 'Takes the request back; the numbers stay here.' },
  },
  verbVariant: {
    REQUEST_CANCELLATION: {
      consequence:
        'The carrier already has the order: our staff decide whether it can still stop. Until then the port goes on.',
    },
    CANCEL_ALL_NUMBERS: {
      consequence:
        'Numbers that the carrier does not have yet are canceled at once. For the others our staff decide whether the carrier can still stop.',
    },
    CANCEL_PORTING: { consequence: 'Ends the request for good, without a port. The carrier is told.' },
  },
  documentVerb: {
    ACCEPT: { consequence: 'The document counts as proof for this request.' },
    REJECT: { consequence: 'The customer is asked for a new file, with your reason.' },
  },
  snapbackVerb: {
    SEND: { consequence: 'The carrier is asked to undo the port.' },
    WITHDRAW: { consequence: 'The number stays where it is.' },
    RETURN: { consequence: 'The number goes back to where it was before its port.' },
    REFUSE: { consequence: 'The number stays where it is; the reason can be read.' },
  },
  internalMoveVerb: {
    RELEASE: { consequence: 'The numbers are the other account’s from now on. Their configuration is detached.' },
    WITHDRAW: { consequence: 'The numbers stay with the account; the code opens nothing any more.' },
    REFUSE: { consequence: 'The numbers stay with the account; the reason can be read.' },
  },
  phoneNumberVerb: {
    LOCK: { consequence: 'No other carrier can ask for the numbers from now on.' },
    ASK_UNLOCK: {
      consequence:
        'The lock ends in 24 hours. Every address of the account is told now, and until then anybody of it can keep the numbers locked.',
    },
    KEEP_LOCKED: { consequence: 'The lock stays.' },
    ASSIGN_PROFILE: { consequence: 'The numbers ring there from now on. It can be changed again at any time.' },
    REMOVE: { consequence: 'The numbers are taken out of the inventory and ring nowhere here.' },
  },
  // Laid in by `withWords`, as no first screen tells what happened.
  event: {} as EnglishVerbWords['event'],
};
