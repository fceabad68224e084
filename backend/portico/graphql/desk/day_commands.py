"""The commands about what the operator counts and asks: days, calendar links and requirements."""

from __future__ import annotations

from portico.graphql.desk import business_days, calendar_feeds, requirement_overrides
from portico.graphql.engine.command import Command, result_of
from portico.operations.desk import business_days as days
from portico.operations.desk import calendar_feeds as feeds
from portico.operations.desk import requirement_overrides as overriding

RequirementOverrideResult = result_of("RequirementOverrideResult", requirement_overrides.RequirementOverride, "override")
RequirementRestoredResult = result_of("RequirementRestoredResult", requirement_overrides.RequirementRestored, "requirement as shipped")
BusinessDayOverrideResult = result_of("BusinessDayOverrideResult", business_days.BusinessDayOverride, "day")
BusinessDayOverrideRemovedResult = result_of(
    "BusinessDayOverrideRemovedResult", business_days.BusinessDayOverrideRemoved, "day that is gone"
)
CalendarFeedCreatedResult = result_of("CalendarFeedCreatedResult", calendar_feeds.CalendarFeedCreated, "calendar link")
CalendarFeedResult = result_of("CalendarFeedResult", calendar_feeds.CalendarFeed, "calendar link")

DAYS = (
    Command("requirement_override", "requirement.override",
            "Staff: ask otherwise than the shipped requirement does, from now on.",
            RequirementOverrideResult, None, overriding.override, asks=overriding.OverrideRequirement,
            answer=requirement_overrides.overridden),
    Command("requirement_restore", "requirement.override",
            "Staff: ask as the shipped requirement does again.",
            RequirementRestoredResult, None, overriding.restore, asks=overriding.RestoreRequirement, answer=requirement_overrides.restored),
    Command("business_day_override_set", "business_day.override",
            "Staff: count a day otherwise than the public calendar does.",
            BusinessDayOverrideResult, business_days.by_ids, days.set_day, asks=days.SetBusinessDay),
    Command("business_day_override_remove", "business_day.override",
            "Staff: count a day as the public calendar does again.",
            BusinessDayOverrideRemovedResult, None, days.remove_day, kind="business_day_override", answer=business_days.removed),
    Command("calendar_feed_create", "calendar_feed.write",
            "Make a link under which another calendar reads FOC dates; its address is shown once.",
            CalendarFeedCreatedResult, None, feeds.create, asks=feeds.CreateCalendarFeed, answer=calendar_feeds.created),
    Command("calendar_feed_revoke", "calendar_feed.write",
            "Make a calendar link useless.",
            CalendarFeedResult, calendar_feeds.by_ids, feeds.revoke, kind="calendar_feed"),
)  # fmt: skip
