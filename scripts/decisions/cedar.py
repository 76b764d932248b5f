"""Answers questions by the Cedar policies in policy.cedar; prints effects only.

    cedar.py [QUESTIONS] [--every N]

Reads the same JSON lines as oracle.py and answers questions 1, N+1, 2N+1 and
so on. What is done here is only what Cedar cannot do for itself: a date
becomes a number of days, a level becomes a place in an order, a null is left
out, and each row of a list is asked about in turn.
"""

import argparse
import sys
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from cedarpy import Entities, PolicySet, is_authorized_batch

from oracle import dumps, end_quietly_with_the_reader, with_world

POLICY = PolicySet.from_str(Path(__file__).with_name("policy.cedar").read_text(encoding="utf-8"))

# An order is a chain of parents: a thing is `in` whatever is at least as high.
CHAINS = {
    "Level": ["official", "official-sensitive", "official-sensitive-restricted"],
    "Strength": ["password", "second-factor", "passkey"],
}
ORDERS = Entities.from_json_str(dumps([
    {"uid": {"type": kind, "id": name}, "attrs": {},
     "parents": [{"type": kind, "id": above} for above in chain[place + 1:place + 2]]}
    for kind, chain in CHAINS.items() for place, name in enumerate(chain)
]).decode())

DATES = {"from", "to", "today", "trainingValidUntil"}
PLACES = {"clearance": "Level", "classification": "Level", "strength": "Strength"}
LISTS = {"categories", "persons", "roles", "parties", "purposes", "panels", "agencies", "users"}

QUESTIONS_AT_ONCE = 500


@lru_cache(maxsize=None)
def days(text):
    """A date as a number of days."""
    return date.fromisoformat(text).toordinal()


def fact(name, value):
    """One fact as Cedar takes it."""
    if name in DATES:
        return days(value)
    if name in PLACES:
        return {"__entity": {"type": PLACES[name], "id": value}}
    return value


def record(facts):
    """A record of facts as Cedar takes it: a null has no place in it, unless for a list."""
    return {
        name: [] if value is None else fact(name, value)
        for name, value in facts.items()
        if value is not None or name in LISTS
    }


def ask(q, kind, context):
    """One request: may this person do this, under a thing of this kind?"""
    return {
        "principal": {"type": "User", "id": q["subject"]["user"]},
        "action": {"type": "Action", "id": q["action"]},
        "resource": {"type": kind, "id": q["object"]["case"]},
        "context": dumps(context).decode(),
    }


def picked(q):
    """Facts that rows are held against, under one name each."""
    subject, obj, moment = q["subject"], q["object"], q["context"]
    return record({
        "user": subject["user"], "agency": subject["agency"], "action": q["action"],
        "case": obj["case"], "ownerAgency": obj["ownerAgency"], "panel": obj["panel"],
        "classification": obj["classification"], "categories": obj["categories"],
        "persons": obj["persons"], "purpose": q["purpose"],
        "today": moment["today"], "now": moment["now"],
    })


def grants(q):
    """Every entry of every role the subject has."""
    return [grant for role in q["subject"]["roles"] or () for grant in q["rolesTable"].get(role) or ()]


# What comes of the rows, the kind of row, where the rows are, whether some or
# every one must be permitted, and the facts each is held against.
STAGES = [
    ("agreed", "Agreement", lambda q: q["agreements"], any,
     ("agency", "ownerAgency", "purpose", "panel", "categories", "today")),
    ("granted", "Grant", grants, any, ("panel", "action")),
    ("member", "Membership", lambda q: q["memberships"], any, ("user", "case", "today", "purpose")),
    ("opened", "BreakGlass", lambda q: q["breakGlass"], any, ("user", "case", "now", "classification")),
    ("admitted", "Narrowing", lambda q: q["object"]["narrowings"], all, ("agency", "user")),
    ("conflicted", "Conflict", lambda q: q["conflicts"], any, ("user", "persons")),
]


def permitted(requests):
    """Which of the requests Cedar permits, in order."""
    results = is_authorized_batch(requests, POLICY, ORDERS)
    for request, result in zip(requests, results, strict=True):
        # Cedar passes over a policy it cannot evaluate, even one that forbids.
        if result.diagnostics.errors:
            raise SystemExit(f"{result.diagnostics.errors} in {request}")
    return [result.allowed for result in results]


def outcomes(questions):
    """For each question, what comes of its rows."""
    requests, spans = [], []
    for q in questions:
        facts = picked(q)
        for name, kind, rows, quantifier, needed in STAGES:
            against = {key: facts[key] for key in needed}
            start = len(requests)
            requests += [ask(q, kind, against | {"row": record(row)}) for row in rows(q) or ()]
            spans.append((name, quantifier, start, len(requests)))
    answers = permitted(requests)
    found = [(name, quantifier(answers[start:end])) for name, quantifier, start, end in spans]
    return [dict(found[at:at + len(STAGES)]) for at in range(0, len(found), len(STAGES))]


def about_the_case(q, outcome):
    """The last question about a case, once its rows are known."""
    return ask(q, "Case", outcome | record(q["context"]) | {
        "subject": record(q["subject"]),
        "object": record({name: value for name, value in q["object"].items() if name != "narrowings"}),
        "purpose": q["purpose"],
        "panelPurposes": q["panelPurposes"].get(q["object"]["panel"]) or [],
    })


def effects(questions):
    """The effect for each question."""
    return [
        "allow" if allowed else "deny"
        for allowed in permitted([about_the_case(q, found) for q, found in zip(questions, outcomes(questions))])
    ]


def main():
    """Answers every Nth question of the stream."""
    end_quietly_with_the_reader()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", nargs="?")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    options = parser.parse_args()
    source = open(options.questions, "rb") if options.questions else sys.stdin.buffer
    sampled = islice(with_world(source), 0, None, options.every)
    while some := list(islice(sampled, QUESTIONS_AT_ONCE)):
        for effect in effects(some):
            sys.stdout.buffer.write(dumps({"effect": effect}) + b"\n")


if __name__ == "__main__":
    main()
