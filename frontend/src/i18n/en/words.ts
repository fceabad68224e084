import type { Words } from '../words';
import { events } from './events';

export const words: Words = {
  portingNumberStatus: {
    DRAFT: { label: 'Draft', hint: 'Part of a request that has not been submitted.' },
    PENDING: { label: 'Pending', hint: 'We check whether this number can be ported.' },
    PORTABLE: { label: 'Portable', hint: 'The number can be ported; porting has not started yet.' },
    IN_PROCESS: { label: 'In process', hint: 'The order is with the losing carrier.' },
    ACTION_REQUIRED: { label: 'Action required', hint: 'The carrier refused something. Correct it and resubmit.' },
    FOC_DATE_SET: { label: 'FOC date set', hint: 'The losing carrier has committed to a date.' },
    CANCELLATION_PENDING: { label: 'Cancellation pending', hint: 'A cancellation was asked for and is being decided.' },
    CANCELLATION_REJECTED: { label: 'Cancellation rejected', hint: 'The cancellation was refused; the port goes on.' },
    COMPLETED: { label: 'Completed', hint: 'The number is in service here.' },
    NOT_PORTABLE: { label: 'Not portable', hint: 'This number cannot be ported; the reason says why.' },
    CANCELED: { label: 'Canceled', hint: 'The port of this number was canceled.' },
  },
  portingRequestStatus: {
    DRAFT: { label: 'Draft', hint: 'Not submitted yet; only you can see it change.' },
    REQUESTED: { label: 'Requested', hint: 'We have received the request and will look into it.' },
    IN_PROGRESS: { label: 'In progress', hint: 'We are working on the request.' },
    DELAYED: { label: 'Delayed', hint: 'The losing carrier needs more time; see the first possible date.' },
    READY_TO_BE_PORTED: { label: 'Ready to be ported', hint: 'You choose the moment: perform the port or cancel it.' },
    BLOCKED: { label: 'Blocked', hint: 'The losing carrier declined. Make a new request with the right data.' },
    CANCELED: { label: 'Canceled', hint: 'The request was canceled.' },
    COMPLETED: { label: 'Completed', hint: 'The request is done and its numbers are assigned.' },
    REJECTED: { label: 'Rejected', hint: 'The request was turned down; the reason says why.' },
  },
  portOutStatus: {
    ACTION_REQUIRED: { label: 'Action required', hint: 'Approve or reject before the deadline.' },
    APPROVED: { label: 'Approved', hint: 'You agreed; our staff checks and releases the numbers.' },
    REJECTED: { label: 'Rejected', hint: 'The numbers stay here; the gaining carrier was told.' },
    EXPIRED: { label: 'Expired', hint: 'Nobody answered in time; the numbers stay here.' },
    WITHDRAWN: { label: 'Withdrawn', hint: 'The gaining carrier took the request back.' },
    PORTED_OUT: { label: 'Ported out', hint: 'The numbers have left for the gaining carrier.' },
  },
  portOutOrderStatus: {
    CREATED: { label: 'Order created', hint: 'The port-out order exists; the fee follows.' },
    FEE_BILLED: { label: 'Fee billed', hint: 'The port-out fee has been billed.' },
    COMPLETED: { label: 'Order completed', hint: 'The order is done.' },
    CANCELED: { label: 'Order canceled', hint: 'The order was canceled and its fee reversed.' },
  },
  documentStatus: {
    UPLOADED: { label: 'To be reviewed', hint: 'Waiting for our staff to read it.' },
    ACCEPTED: { label: 'Accepted', hint: 'Our staff read and accepted it.' },
    REJECTED: { label: 'Rejected', hint: 'It cannot be used; the reason says why.' },
  },
  documentKind: {
    LOA: 'Letter of authorization (LOA)',
    INVOICE: 'Recent invoice',
    CSR: 'Customer service record (CSR)',
    ID: 'Proof of identity',
    COMPANY_REGISTRATION: 'Company registration',
    PROOF_OF_ADDRESS: 'Proof of address',
    OTHER: 'Other document',
  },
  numberType: {
    GEOGRAPHIC: 'Geographic',
    MOBILE: 'Mobile',
    NATIONAL: 'National',
    TOLL_FREE: 'Toll-free',
    PREMIUM: 'Premium rate',
  },
  waitingOn: { CUSTOMER: 'Customer', STAFF: 'Staff', CARRIER: 'Carrier', NOBODY: 'Nobody' },
  phoneNumberStatus: {
    PROVISIONED: { label: 'Prepared', hint: 'Ready to come into service.' },
    ACTIVE: { label: 'In service', hint: 'The number is in service here.' },
    PORTING_OUT: { label: 'Porting out', hint: 'Another carrier asks for it.' },
    PORTED_OUT: { label: 'Ported out', hint: 'The number has left.' },
    REMOVED: { label: 'Removed', hint: 'It never came into service.' },
  },
  role: { CUSTOMER: 'Customer', STAFF: 'Staff', CARRIER: 'Carrier', SYSTEM: 'System' },
  portingNumberVerb: {
    START_REVIEW: { label: 'Start review', consequence: 'Marks the numbers as being reviewed by you.' },
    MARK_PORTABLE: { label: 'Mark portable', consequence: 'The customer is told that the numbers can be ported.' },
    MARK_NOT_PORTABLE: {
      label: 'Mark not portable',
      consequence: 'Ends the port of these numbers for good. The customer is told the reason.',
    },
    CANCEL: {
      label: 'Cancel',
      consequence:
        'Numbers that the carrier does not have yet are canceled at once. For the others our staff decides whether the carrier can still stop.',
    },
    START: { label: 'Start porting', consequence: 'Opens a new attempt and owes the order to the network carrier.' },
    HAND_OVER: { label: 'Mark handed over', consequence: 'Says that the order is now with the losing carrier.' },
    CONFIRM_FOC: {
      label: 'Confirm FOC date',
      consequence: 'Sets the date the losing carrier committed to. The customer is told.',
    },
    REVISE_FOC: {
      label: 'Change FOC date',
      consequence: 'Replaces the date the carrier committed to. The customer is told.',
    },
    WITHDRAW_FOC: {
      label: 'Withdraw FOC date',
      consequence: 'The date no longer holds. Numbers already prepared here are taken out again.',
    },
    REQUIRE_ACTION: { label: 'Require action', consequence: 'The customer is asked to correct what the reasons name.' },
    RESUBMIT: { label: 'Resubmit', consequence: 'Sends the corrected order to the carrier as a new attempt.' },
    ACCEPT_CANCELLATION: { label: 'Accept cancellation', consequence: 'Ends the port of these numbers for good.' },
    REJECT_CANCELLATION: { label: 'Reject cancellation', consequence: 'The port goes on; the customer is told why.' },
    COMPLETE: { label: 'Complete', consequence: 'The numbers are in service here from now on. This cannot be undone.' },
    ASSIGN_PROFILE: { label: 'Assign configuration', consequence: 'Used when the numbers come into service.' },
  },
  portingRequestVerb: {
    SUBMIT: {
      label: 'Submit',
      consequence: 'Sends the request to our staff. Most data can no longer be edited after that.',
    },
    DISCARD: {
      label: 'Discard draft',
      consequence: 'Deletes this draft with its numbers and documents. This cannot be undone.',
    },
    ACCEPT: { label: 'Accept', consequence: 'Work on the request begins; the customer is told.' },
    REJECT: {
      label: 'Reject',
      consequence: 'Ends the request for good, with all its open numbers. The customer is told why.',
    },
    CANCEL: {
      label: 'Cancel request',
      consequence: 'Tries to cancel every open number. What the carrier already has may take a decision of our staff.',
    },
    DELAY: { label: 'Report delay', consequence: 'The customer is told the reason and when an answer is due.' },
    MAKE_READY: {
      label: 'Ready to be ported',
      consequence: 'Opens the 90-day window in which the customer performs the port.',
    },
    BLOCK: { label: 'Block', consequence: 'Ends the request for good. The customer has to make a new one.' },
    SCHEDULE_PERFORM: { label: 'Schedule the port', consequence: 'The port is performed by itself at that moment.' },
    PERFORM: { label: 'Perform port now', consequence: 'The numbers move to us now. This cannot be undone.' },
    ACCEPT_CANCELLATION: { label: 'Accept cancellation', consequence: 'Ends the request for good.' },
    REJECT_CANCELLATION: { label: 'Reject cancellation', consequence: 'The port goes on; the customer is told why.' },
  },
  portOutVerb: {
    APPROVE: {
      label: 'Approve',
      consequence:
        'You agree that these numbers leave. Nothing is billed now: the port-out fee is billed once our staff has approved as well.',
    },
    REJECT: {
      label: 'Reject',
      consequence: 'The numbers stay here. The gaining carrier is told the reason you choose.',
    },
    STAFF_REJECT: {
      label: 'Reject as staff',
      consequence: 'The numbers stay here; the gaining carrier is told the reason.',
    },
    STAFF_APPROVE: {
      label: 'Approve and create order',
      consequence: 'Creates the port-out order and bills the fee to the customer, once.',
    },
    COMPLETE: {
      label: 'Release numbers',
      consequence: 'The numbers leave for good and their configuration is detached.',
    },
    AMEND: { label: 'Amend', consequence: 'Any approval becomes void and the deadline starts anew.' },
    WITHDRAW: { label: 'Withdraw', consequence: 'Takes the request back; the numbers stay here.' },
  },
  documentVerb: {
    ACCEPT: { label: 'Accept document', consequence: 'The document counts as proof for this request.' },
    REJECT: { label: 'Reject document', consequence: 'The customer is asked for a new file, with your reason.' },
  },
  event: events,
};
