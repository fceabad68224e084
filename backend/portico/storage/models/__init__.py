"""The tables of Portico, one file per subject; `storage.database` registers exactly these."""

from portico.storage.models.accounts import Account, ApiToken, CompanyProfile, ConfigurationProfile, Session, User
from portico.storage.models.afterwards import InternalMove, InternalMoveNumber, Snapback
from portico.storage.models.carriers import Carrier
from portico.storage.models.desk import BusinessDayOverride, CalendarFeed, Comment, Figure, ReasonText, RequirementOverride, SandboxTask
from portico.storage.models.documents import Document
from portico.storage.models.journal import DatabaseFact, IdempotencyKey, JournalEntry, ReferenceCounter
from portico.storage.models.keeping import AccountExport, EvidencePack, LegalHold, RetentionNight, RetentionPeriod
from portico.storage.models.notifications import UserDigest, UserNotification
from portico.storage.models.operator import OperatorLogo, OperatorSettings
from portico.storage.models.outbox import Delivery, DeliveryAttempt
from portico.storage.models.people import SignIn, SingleUseLink
from portico.storage.models.phone_numbers import NumberClaim, PhoneNumber
from portico.storage.models.port_ins import PortingAttempt, PortingAttemptNumber, PortingNumber, PortingRequest
from portico.storage.models.port_outs import Charge, FeeSchedule, PortOutNumber, PortOutOrder, PortOutRequest
from portico.storage.models.second_factors import InstallationDemands, RecoveryCode, SecondFactor
from portico.storage.models.webhooks import WebhookEndpoint

__all__ = [
    "Account",
    "AccountExport",
    "ApiToken",
    "BusinessDayOverride",
    "CalendarFeed",
    "Carrier",
    "Charge",
    "Comment",
    "CompanyProfile",
    "ConfigurationProfile",
    "DatabaseFact",
    "Delivery",
    "DeliveryAttempt",
    "Document",
    "EvidencePack",
    "FeeSchedule",
    "Figure",
    "IdempotencyKey",
    "InstallationDemands",
    "InternalMove",
    "InternalMoveNumber",
    "JournalEntry",
    "LegalHold",
    "NumberClaim",
    "OperatorLogo",
    "OperatorSettings",
    "PhoneNumber",
    "PortOutNumber",
    "PortOutOrder",
    "PortOutRequest",
    "PortingAttempt",
    "PortingAttemptNumber",
    "PortingNumber",
    "PortingRequest",
    "ReasonText",
    "RecoveryCode",
    "ReferenceCounter",
    "RequirementOverride",
    "RetentionNight",
    "RetentionPeriod",
    "SandboxTask",
    "SecondFactor",
    "Session",
    "SignIn",
    "SingleUseLink",
    "Snapback",
    "User",
    "UserDigest",
    "UserNotification",
    "WebhookEndpoint",
]
