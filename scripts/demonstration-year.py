#!/usr/bin/env python3
"""Makes the returns of the demonstration year 2022/23 from a seed: fictional events, in codes, that nobody lived through.

usage: demonstration-year.py [--check] [FOLDER]      (Demo/returns when not given)
--check writes nothing and fails when the files that are there are not the ones that the seed gives.
"""
import csv, datetime as d, io, pathlib, random, sys

SEED = 20230706
HEADINGS = ["reference", "kind", "first", "last", "quantity", "subject", "service", "place", "attributes"]
BOROUGH = "E09000033"
YEAR = (d.date(2022, 4, 1), d.date(2023, 3, 31))
EVER = d.date(9999, 12, 31)
MONTHS = [d.date(2022 + (m > 12), (m - 1) % 12 + 1, 1) for m in range(4, 16)]


def month_end(first):
    return (first + d.timedelta(days=32)).replace(day=1) - d.timedelta(days=1)


class Return:
    """One file: rows with references of their own, dealt by dice of their own so that no other file moves them."""

    def __init__(self, name, title, source, period, supplied):
        self.name, self.title, self.source, self.period, self.supplied = name, title, source, period, supplied
        self.dice = random.Random(f"{SEED}/{name}")
        self.rows = []

    def day(self, first=YEAR[0], last=YEAR[1]):
        return first + d.timedelta(days=self.dice.randrange((last - first).days + 1))

    def row(self, kind, first, last=None, quantity=1, subject="", service="", place=BOROUGH, **attributes):
        pairs = ";".join(f"{name.replace('_', '-')}={value}" for name, value in sorted(attributes.items()))
        self.rows.append([f"r{len(self.rows) + 1:05}", kind, first, last or first, quantity, subject, service, place, pairs])

    def parts(self, total, count, spread=0.25):
        """`total` in `count` whole parts that are near each other."""
        weights = [1 + self.dice.uniform(-spread, spread) for _ in range(count)]
        out = [int(total * weight / sum(weights)) for weight in weights]
        for index in range(total - sum(out)):
            out[index % count] += 1
        return out

    def text(self):
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\r\n")
        table.writerow(HEADINGS)
        table.writerows(self.rows)
        return out.getvalue()


def support_service():
    r = Return("support-service", "Integrated support service: quarterly returns put together", "The provider of the service (fictional)", "2022/23", "2023-04-21")
    for month, referred, closed, reduced in zip(MONTHS, r.parts(983, 12), r.parts(642, 12), r.parts(442, 12)):
        r.row("service.referral", month, month_end(month), referred, service="angelou")
        r.row("service.closure", month, month_end(month), closed, service="angelou")
        r.row("service.closing-assessment", month, month_end(month), reduced, service="angelou", change="reduced")
    for index, change in enumerate(["unchanged"] * 7 + ["increased"] * 2):
        month = MONTHS[index]
        r.row("service.closing-assessment", month, month_end(month), 1, service="angelou", change=change)
    return r


def offender_service():
    r = Return("offender-service", "Support service for prolific offenders: clients and closures", "The provider of the service (fictional)", "2022/23", "2023-04-21")
    for number in range(1, 70):
        first = r.day(d.date(2022, 1, 10), d.date(2023, 2, 20))
        last = max(first + d.timedelta(days=r.dice.randrange(60, 300)), YEAR[0] + d.timedelta(days=r.dice.randrange(5, 60)))
        r.row("service.client", first, last, subject=f"c{number:03}", service="starting-over")
    for number in range(1, 32):
        done = "successful" if number <= 10 else "not-successful"
        r.row("service.closure", r.day(), subject=f"c{number:03}", service="starting-over", completion=done,
              reason="planned" if number <= 10 else r.dice.choice(["unplanned", "transferred"]))
    return r


def night_stars():
    r = Return("night-stars", "Night Stars: shifts and people helped", "The coordinator of the volunteers (fictional)", "2022/23", "2023-04-14")
    nights = [day for day in (YEAR[0] + d.timedelta(days=n) for n in range(365)) if day.weekday() in (4, 5)]
    for minutes in r.parts(345 * 60 // 5, 72):
        r.row("volunteering.shift", r.dice.choice(nights), quantity=minutes * 5, programme="night-stars", zone="west-end")
    for _ in range(412):
        r.row("volunteering.encounter", r.dice.choice(nights), programme="night-stars",
              help=r.dice.choice(["water-and-rest", "safe-journey", "first-aid", "reunited-with-friends", "company"]))
    return r


def prevent():
    r = Return("prevent", "Prevent: sessions held and their institutions", "The Prevent coordinator (fictional)", "2022/23", "2023-04-18")
    institutions = [f"institution-{n:02}" for n in range(1, 59)]
    hosts = institutions + [r.dice.choice(institutions) for _ in range(34 + 54 - 58)]
    r.dice.shuffle(hosts)
    pupils = r.parts(3105, 34, 0.6)
    for number, host in enumerate(hosts):
        day, course = r.day(), "pupil-workshop" if number < 34 else "staff-session"
        r.row("training.session", day, subject=host, strand="prevent", course=course)
        r.row("training.attendance", day, quantity=pupils[number] if number < 34 else r.dice.randrange(6, 40),
              strand="prevent", course=course)
    for number in range(1, 22):
        r.row("prevent.referral", r.day(), subject=f"p{number:02}",
              source=r.dice.choice(["education", "police", "health", "council", "community"]))
    return r


def protect():
    r = Return("protect", "Protect: ACT and SCaN training", "The counter-terrorism security coordinator (fictional)", "2022/23", "2023-04-18")
    for course, sessions, people in (("act", 148, 2622), ("scan", 99, 1167)):
        for present in r.parts(people, sessions, 0.5):
            day = r.day()
            r.row("training.session", day, subject=f"host-{r.dice.randrange(1, 91):02}", strand="protect", course=course)
            r.row("training.attendance", day, quantity=present, strand="protect", course=course)
    return r


def emergencies():
    r = Return("emergency-planning", "Emergency planning: exercises and responses", "The emergency planning team (fictional)", "2022/23", "2023-04-11")
    for number in range(15):
        r.row("exercise.held", r.day(), exercise=["tabletop", "live", "communications"][number % 3])
    for number in range(25):
        r.row("emergency.response", r.day(), declared="major" if number < 3 else "other")
    return r


def cohorts():
    r = Return("cohorts", "Pilots: young people who took part", "Children’s services (fictional)", "2022/23", "2023-04-25")
    for programme, people in (("prevention-of-exclusions", 24), ("year-6-violence-reduction", 42)):
        for number in range(1, people + 1):
            r.row("programme.participant", r.day(), subject=f"{programme[:4]}-{number:02}", programme=programme)
    return r


def modern_slavery():
    r = Return("modern-slavery-log", "Modern slavery: anonymous log of incidents", "The modern slavery coordinator (fictional)", "2022/23", "2023-04-25")
    for _ in range(31):
        r.row("anonymous-incident.recorded", r.day(), theme="modern-slavery",
              exploitation=r.dice.choice(["labour", "sexual", "criminal", "domestic-servitude"]))
    return r


def pancetta():
    r = Return("operation-pancetta", "Operation Pancetta: results", "Police (invented figures)", "2022-02..2023-02", "2023-05-12")
    first, last = d.date(2022, 2, 1), d.date(2023, 2, 28)
    for kind, total, count, more in (
        ("operation.firearms-seized", 4, 3, {}), ("operation.ammunition-seized", 61, 4, {}),
        ("operation.drugs-seized", 43000, 9, {"substance": "cannabis"}), ("operation.drugs-seized", 5500, 6, {"substance": "cocaine"}),
        ("operation.drugs-seized", 3000, 5, {"substance": "heroin"}), ("operation.cash-seized", 5000000, 7, {"stated": "approximate"}),
        ("operation.arrests", 37, 11, {})):
        for part in r.parts(total, count, 0.7):
            r.row(kind, r.day(first, last), quantity=part, operation="pancetta", **more)
    return r


def pedicabs():
    r = Return("pedicabs", "Pedicabs: joint operations, riders and courts", "The pedicab working group (fictional)", "2021-10-01..2023-06-01", "2023-06-01")
    start, end = d.date(2021, 10, 1), d.date(2023, 5, 26)
    nights = sorted(r.day(start, end) for _ in range(14))
    for night in nights:
        r.row("operation.joint", night, working_group="pedicabs", power="control-of-pollution-act-1974")
    occasions = list(range(1, 56)) + [r.dice.randrange(1, 56) for _ in range(6)]
    for rider in occasions:
        r.row("encounter.reported", r.dice.choice(nights), subject=f"rider-{rider:02}", working_group="pedicabs",
              power="control-of-pollution-act-1974", hour="from-21-to-8")
    fines = r.parts(2364, 29, 0.4)
    for rider, fine in zip(range(1, 30), fines):
        heard = r.day(d.date(2022, 3, 1), end)
        r.row("prosecution.hearing", heard, subject=f"rider-{rider:02}", working_group="pedicabs", outcome="convicted")
        r.row("prosecution.fine", heard, quantity=fine * 1000, subject=f"rider-{rider:02}", working_group="pedicabs")
    for part in r.parts(500, 8):
        r.row("campaign.distribution", r.day(d.date(2022, 6, 1), end), quantity=part, campaign="pedicabs", asset="poster")
    for part in r.parts(1040, 13):
        r.row("campaign.distribution", r.day(d.date(2022, 6, 1), end), quantity=part, campaign="pedicabs", asset="leaflet")
    return r


def car_meets():
    r = Return("car-meets", "Order on car meets: breaches, keepers, notices, payments", "City inspectors (fictional)", "2022-01-24..2023-06-01", "2023-06-01")
    begun, end = d.date(2022, 1, 24), d.date(2023, 4, 20)
    r.row("order.in-force", begun, d.date(2025, 1, 23), order="car-meets")
    for _ in range(2):
        r.row("order.device", d.date(2022, 2, 1), EVER, order="car-meets", device="acoustic-camera")
    r.row("order.noise-threshold", begun, EVER, 80, order="car-meets")
    for number in range(45):
        day = r.day(d.date(2022, 2, 2), end)
        r.row("breach.confirmed", day, order="car-meets")
        r.row("breach.keeper-answer", day + d.timedelta(days=9), order="car-meets", result="found" if number < 37 else "not-found")
        if number < 37:
            r.row("penalty.issued", day + d.timedelta(days=12), order="car-meets", power="pspo")
        if number < 28:
            paid = day + d.timedelta(days=r.dice.randrange(14, 26))
            r.row("penalty.paid", paid, order="car-meets", power="pspo")
            r.row("penalty.payment", paid, quantity=10000, order="car-meets", power="pspo")
    return r


def closures():
    r = Return("closures", "Closure of premises: applications in hand", "The anti-social behaviour team (fictional)", "2023-01-01..2023-06-01", "2023-06-01")
    reasons = ["cuckooing", "cuckooing", "cuckooing", "mental-health-and-disorder", "mental-health-and-disorder", "drug-dealing", "drug-dealing"]
    for number, reason in enumerate(reasons, 1):
        r.row("closure.application", r.day(d.date(2023, 1, 3), d.date(2023, 5, 30)), EVER, subject=f"premises-{number}", unit="asb-team", reason=reason)
    for number, reason in enumerate(["drugs", "weapons"], 8):
        r.row("closure.application", r.day(d.date(2023, 1, 3), d.date(2023, 5, 30)), EVER, subject=f"premises-{number}", unit="gangs-unit", reason=reason)
    return r


def disorder():
    r = Return("police-disorder", "Anti-social behaviour recorded by police, by month", "Police (invented figures)", "2019-04..2023-03", "2023-04-28")
    for start, ordinary, covid in ((2019, 13200, 0), (2020, 12100, 10900), (2021, 12600, 3100), (2022, 11400, 0)):
        months = [d.date(start + (m > 12), (m - 1) % 12 + 1, 1) for m in range(4, 16)]
        for month, count in zip(months, r.parts(ordinary, 12)):
            r.row("disorder.incidents", month, month_end(month), count, category="other")
        if covid:
            for month, count in zip(months, r.parts(covid, 12, 0.8)):
                r.row("disorder.incidents", month, month_end(month), count, category="covid-breach")
    return r


def governance():
    r = Return("governance", "Strategies, boards and teams", "The partnership office (fictional)", "2020-04-01..2023-07-06", "2023-06-01")
    for strategy, first, last in (("partnership-strategy-2020", d.date(2020, 4, 1), d.date(2023, 3, 31)), ("asb-strategy-2023", d.date(2023, 3, 1), d.date(2028, 2, 29)),
                                  ("modern-slavery-strategy-2021", d.date(2021, 4, 1), d.date(2026, 3, 31))):
        r.row("strategy.term", first, last, strategy=strategy)
    r.row("strategy.launched", d.date(2023, 3, 1), d.date(2023, 3, 31), strategy="asb-strategy-2023")
    for _ in range(2):
        r.row("strategy.principle", d.date(2020, 4, 1), EVER, strategy="partnership-strategy-2020")
    for number in range(1, 6):
        r.row("strategy.priority", d.date(2020, 4, 1), EVER, strategy="partnership-strategy-2020", priority=f"priority-{number}")
    for number in range(26):
        day = d.date(2022, 4, 6) + d.timedelta(days=14 * number)
        r.row("meeting.due", day, board="west-end-operational")
        if number != 19:
            r.row("meeting.held", day, board="west-end-operational", public="no")
    for _ in range(2):
        r.row("team.standing", d.date(2019, 4, 1), EVER, function="asb")
    r.row("event.planned", d.date(2023, 7, 6), event="strategy-workshop-2023")
    return r


def main():
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    folder = pathlib.Path(arguments[0] if arguments else pathlib.Path(__file__).parent.parent / "Demo/returns")
    every = [make() for make in (support_service, offender_service, night_stars, prevent, protect, emergencies, cohorts,
                                 modern_slavery, pancetta, pedicabs, car_meets, closures, disorder, governance)]
    listed = "# Returns of the demonstration year, made by scripts/demonstration-year.py. Every event in them is invented.\n"
    listed += "# Who may change it: nobody by hand; change the script and run it again.\nreturns:\n"
    files = {}
    for one in every:
        files[one.name + ".csv"] = one.text()
        listed += f"  - name: {one.name}\n    title: '{one.title}'\n    source: {one.source}\n    period: {one.period}\n    supplied: {one.supplied}\n"
    files["returns.yaml"] = listed
    stale = [name for name, text in files.items() if not (folder / name).exists() or (folder / name).read_bytes() != text.encode()]
    if "--check" in sys.argv:
        if stale:
            sys.exit(f"Not what the seed gives: {', '.join(stale)}. Run scripts/demonstration-year.py.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


main()
