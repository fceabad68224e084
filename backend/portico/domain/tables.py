"""Every lifecycle of Portico, by subject: what mutations, screens, docs, mails and tests are read off."""

from portico.domain.inventory.phone_number import PHONE_NUMBER
from portico.domain.lifecycle import Lifecycle
from portico.domain.port_ins.document import DOCUMENT
from portico.domain.port_ins.porting_number import PORTING_NUMBER
from portico.domain.port_ins.porting_request import PORTING_REQUEST
from portico.domain.port_outs.port_out_order import PORT_OUT_ORDER
from portico.domain.port_outs.port_out_request import PORT_OUT_REQUEST

LIFECYCLES: dict[str, Lifecycle] = {
    lifecycle.subject: lifecycle
    for lifecycle in (PORTING_REQUEST, PORTING_NUMBER, PORT_OUT_REQUEST, PORT_OUT_ORDER, PHONE_NUMBER, DOCUMENT)
}
