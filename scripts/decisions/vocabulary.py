"""The words questions are made of."""

from datetime import date, timedelta

PANELS = ["asb", "marac", "gangs", "offenders", "prevent", "slavery", "serious-violence", "scrutiny"]
CLASSIFICATIONS = ["official", "official-sensitive", "official-sensitive-restricted"]
CATEGORIES = [
    "identity", "contact", "family", "housing", "risk", "offending", "victim", "health",
    "substance", "children", "intelligence", "immigration", "finance", "education",
]
ACTIONS = ["read", "note", "edit", "document", "members", "narrow", "reveal", "disclose", "export", "close"]
STRENGTHS = ["password", "second-factor", "passkey"]

SUBJECT_STATUSES = ["active", "suspended", "left"]
AGENCY_STATUSES = ["active", "suspended"]
MEMBERSHIP_STATUSES = ["active", "ended", "invited"]
BREAK_GLASS_STATES = ["requested", "active", "closed", "reviewed", "refused", "lapsed"]
AGREEMENT_STATUSES = [
    "draft", "under-review", "partially-signed", "in-force",
    "due-for-review", "expired", "terminated", "superseded",
]

AGENCIES = ["a1", "a2", "a3", "a4"]
USERS = ["u1", "u2", "u3", "u7", "u9"]
CASES = ["c1", "c2", "c3"]
PERSONS = ["p1", "p2", "p3", "p4", "p5"]

HOUR = 3600


class Clock:
    """One moment, as seconds and as the date at the panel's offices."""

    def __init__(self, now, today):
        self.now = now
        self.today = today

        def away(days):
            return (date.fromisoformat(today) + timedelta(days)).isoformat()

        self.yesterday = away(-1)
        self.tomorrow = away(1)
        self.last_year = away(-365)
        self.next_year = away(365)


# Month ends, year ends and a leap day, where a comparison of dates goes wrong
# first; and a summer night on which the date in London is ahead of UTC's.
CLOCKS = [
    Clock(1_790_000_000, "2026-09-21"),
    Clock(1_790_812_800, "2026-10-01"),
    Clock(1_798_761_599, "2026-12-31"),
    Clock(1_798_761_600, "2027-01-01"),
    Clock(1_835_438_400, "2028-02-29"),
    Clock(1_785_540_600, "2026-08-01"),
]
