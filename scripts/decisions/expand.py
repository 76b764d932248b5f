#!/usr/bin/env python3
"""Checks the practice files of the sharing decision, and turns the worked scenarios into questions.

    expand.py --check                 every file: structure, unique ids, references that resolve
    expand.py                         one question a line (JSON) on standard output; "scenario" says which one it is,
                                      and "part" which record of a bundle
    expand.py --expected              one expected answer a line, for each scenario
    expand.py --compare ANSWERS       compare a file of answers with what the scenarios expect. An answer is a line
                                      {"effect", "failed", "outstanding"}, or the effect alone: in the order of the
                                      questions, or with "scenario" and "part" beside

It needs PyYAML and Python 3.9 or later. It decides nothing itself.
"""
import argparse
import copy
import datetime
import json
import pathlib
import re
import sys
import zoneinfo

import yaml

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Practice"
LONDON = zoneinfo.ZoneInfo("Europe/London")

STATUSES = {"active", "suspended", "left"}
AGREEMENT_STATUSES = {"draft", "under-review", "partially-signed", "in-force", "due-for-review", "expired",
                      "terminated", "superseded"}
MEMBERSHIP_STATUSES = {"active", "ended", "invited", "none"}
BREAK_GLASS_STATES = {"requested", "active", "closed", "reviewed", "refused", "lapsed"}
CLAUSES = {"1-active", "1-training", "1-strength", "2-agreement", "3-role", "4-clearance", "5-membership",
           "6-narrowing", "7-obligations", "deny-conflict", "deny-suspended", "deny-sealed", "deny-purpose"}
OBLIGATIONS = {"step-up", "reason", "second-approver"}
CONFIDENCE = {"established", "secondary", "general", "local", "derived"}
PANELS = ["asb", "marac", "gangs", "offenders", "prevent", "slavery", "serious-violence", "scrutiny"]
CLASSIFICATIONS = ["official", "official-sensitive", "official-sensitive-restricted"]
CATEGORIES = ["identity", "contact", "family", "housing", "risk", "offending", "victim", "health", "substance",
              "children", "intelligence", "immigration", "finance", "education"]
ACTIONS = ["read", "note", "edit", "document", "members", "narrow", "reveal", "disclose", "export", "close"]
SUBJECT_FIELDS = {"status", "agency", "agency-status", "roles", "clearance", "training-until"}
RECORD_FIELDS = {"owner", "panel", "classification", "categories", "sealed", "panel-wide", "persons", "people",
                 "narrowings"}
AGREEMENT_FIELDS = {"id", "status", "parties", "purposes", "panels", "categories", "from", "to"}
BREAK_GLASS_FIELDS = {"user", "case", "state", "started", "expires", "classification", "safe-address"}


class Loader(yaml.SafeLoader):
    """YAML in which no key stands twice in one map."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def load(name):
    with open(FOLDER / name, encoding="utf-8") as file:
        return yaml.load(file, Loader)


# Questions

def iso(day):
    return None if day is None else str(day)


def moment(text, day):
    """Seconds since 1970 of a London clock time, "14:00", "14:00:01" or "2026-09-20 22:00"."""
    date, _, clock = text.rpartition(" ")
    parts = [int(part) for part in clock.split(":")]
    date = datetime.date.fromisoformat(date or iso(day))
    local = datetime.datetime(date.year, date.month, date.day, *parts, tzinfo=LONDON)
    return int(local.timestamp())


def by_id(rows):
    return {row["id"]: row for row in rows}


def narrowings(rows):
    return [{"agencies": row["agencies"], "users": row["users"]} for row in rows or []]


def record(case, item_id):
    """A case, or one of its items with what it takes over from the case and from the items above it."""
    found = {"case": case["id"], "owner": case["owner"], "panel": case["panel"],
             "classification": case["classification"], "categories": case["categories"],
             "sealed": case.get("sealed", False), "panel-wide": case.get("panel-wide", False),
             "persons": case["persons"], "people": case.get("people"),
             "narrowings": narrowings(case.get("narrowings"))}
    if item_id is None:
        return found
    items = by_id(case["items"])
    item = items[item_id]
    above = item.get("parent")
    carried = narrowings(item.get("narrowings"))
    while above is not None:
        carried = narrowings(items[above].get("narrowings")) + carried
        above = items[above].get("parent")
    for field in ["owner", "classification", "categories", "sealed", "panel-wide"]:
        if field in item:
            found[field] = item[field]
    if "persons" in item:
        found["persons"], found["people"] = item["persons"], None
    if "people" in item:
        found["people"] = item["people"]
    found["narrowings"] += carried
    return found


def questions(scenario, document, roles, purposes_of_panels):
    """The questions of one scenario: one, or one for each record of a bundle."""
    world, defaults, changes = document["world"], document["defaults"], scenario.get("with", {})

    def say(field):
        return scenario.get(field, defaults[field])

    day = say("day")
    now = moment(say("time"), day)
    age = say("step-up-age")
    approver = say("approver")
    user = dict(by_id(world["users"])[scenario["user"]], status="active")
    user.update(changes.get("user", {}))
    agency = by_id(world["agencies"])[user["agency"]]
    subject = {"user": scenario["user"], "agency": user["agency"], "status": user["status"],
               "agencyStatus": user.get("agency-status", agency["status"]), "roles": user["roles"],
               "clearance": user["clearance"], "trainingValidUntil": iso(user["training-until"])}

    agreements = copy.deepcopy(world["agreements"])
    for change in changes.get("agreements", []):
        known = by_id(agreements).get(change["id"])
        if known is None:
            agreements.append({"status": "in-force", "from": "2026-01-01", "to": None, **change})
        else:
            known.update(change)
    agreements = [{"id": row["id"], "status": row["status"], "parties": row["parties"], "purposes": row["purposes"],
                   "categories": row["categories"], "panels": row["panels"], "from": iso(row["from"]),
                   "to": iso(row["to"])} for row in agreements]

    conflicts = [dict(row) for row in world["conflicts"]]
    if "conflict" in changes:
        conflicts.append({"user": scenario["user"], "person": changes["conflict"]})

    asked = scenario.get("bundle") or [{"case": scenario["case"], "item": scenario.get("item")}]
    for part, names in enumerate(asked):
        thing = record(by_id(world["cases"])[names["case"]], names.get("item"))
        thing.update(changes.get("record", {}))
        people = thing["people"] if thing["people"] is not None else len(thing["persons"])
        rows = copy.deepcopy(world["memberships"])
        if "membership" in changes:
            own = [row for row in rows if row["user"] == scenario["user"] and row["case"] == names["case"]]
            rows = [row for row in rows if row not in own]
            base = own[-1] if own else {"status": "active", "from": "2026-02-01", "to": None}
            rows.append({**base, "user": scenario["user"], "case": names["case"], **changes["membership"]})
        memberships = [{"user": row["user"], "case": row["case"], "status": row["status"], "from": iso(row["from"]),
                        "to": iso(row["to"])} for row in rows if row["status"] != "none"]
        glass = list(world["break-glass"])
        if "break-glass" in changes:
            glass.append({"user": scenario["user"], "case": names["case"], **changes["break-glass"]})
        break_glass = [{"user": row["user"], "case": row["case"], "state": row["state"],
                        "startedAt": moment(row["started"], day), "expiresAt": moment(row["expires"], day),
                        "classification": row["classification"], "safeAddress": row["safe-address"]} for row in glass]
        yield {
            "scenario": scenario["id"], "part": part,
            "subject": subject, "action": scenario["action"],
            "object": {"case": thing["case"], "ownerAgency": thing["owner"], "panel": thing["panel"],
                       "classification": thing["classification"], "categories": thing["categories"],
                       "sealed": thing["sealed"], "panelWide": thing["panel-wide"], "persons": thing["persons"],
                       "personCount": people, "narrowings": narrowings(thing["narrowings"])},
            "memberships": memberships, "conflicts": conflicts, "breakGlass": break_glass, "agreements": agreements,
            "purpose": scenario["purpose"], "rolesTable": roles, "panelPurposes": purposes_of_panels,
            "context": {"now": now, "today": iso(day), "strength": say("strength"),
                        "stepUpAt": None if age is None else now - age, "reason": say("reason"),
                        "secondApprover": approver}}


def all_questions():
    roles = {role["id"]: [{"panels": grant["panels"], "actions": grant["actions"]} for grant in role["grants"]]
             for role in load("access/roles.yaml")["roles"]}
    purposes = {panel["id"]: panel["purposes"] for panel in load("access/panels.yaml")["panels"]}
    document = load("access/scenarios.yaml")
    for scenario in document["scenarios"]:
        for question in questions(scenario, document, roles, purposes):
            yield scenario, question


def names_of_bundle(scenario):
    return [names.get("item", names["case"]) for names in scenario["bundle"]]


def compare(path):
    """Differences between a file of answers and what the scenarios expect."""
    with open(path, encoding="utf-8") as file:
        answers = [json.loads(line) for line in file if line.strip()]
    asked = [(scenario, question["part"]) for scenario, question in all_questions()]
    if answers and all("scenario" in answer for answer in answers):
        found = {(answer["scenario"], answer.get("part", 0)): answer for answer in answers}
        answers = [found[(scenario["id"], part)] for scenario, part in asked]
    if len(answers) != len(asked):
        return [f"{len(asked)} questions, {len(answers)} answers"]
    together = {}
    for (scenario, part), answer in zip(asked, answers):
        together.setdefault(scenario["id"], (scenario, []))[1].append(answer)
    wrong = []
    for scenario, parts in together.values():
        expect = scenario["expect"]
        got = {"effect": "allow" if all(part["effect"] == "allow" for part in parts) else "deny"}
        want = {"effect": expect["effect"]}
        for field in ["failed", "outstanding"]:
            if all(field in part for part in parts):
                got[field] = sorted({name for part in parts for name in part[field]})
                want[field] = sorted(expect.get(field, []))
        if "bundle" in scenario:
            names = names_of_bundle(scenario)
            got["refused"] = [name for name, part in zip(names, parts) if part["effect"] == "deny"]
            want["refused"] = [name for name in names if name in expect.get("refused", [])]
        if got != want:
            wrong.append(f"{scenario['id']}: expected {json.dumps(want)}, answered {json.dumps(got)}")
    return wrong


# Checks

class Check:
    def __init__(self):
        self.faults = []

    def that(self, holds, where, what):
        if not holds:
            self.faults.append(f"{where}: {what}")

    def unique(self, names, where):
        seen = set()
        for name in names:
            self.that(isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", name), where,
                      f"bad id {name!r}")
            self.that(name not in seen, where, f"{name} stands twice")
            seen.add(name)
        return seen

    def known(self, names, known, where):
        for name in names:
            self.that(name in known, where, f"unknown {name!r}")

    def has(self, row, fields, where):
        for field in fields:
            self.that(field in row, where, f"{field} is missing")

    def only(self, row, fields, where):
        for field in row:
            self.that(field in fields, where, f"{field} is not a field here")

    def sourced(self, row, where, statuses):
        self.has(row, ["status", "source", "confidence"], where)
        self.that(row.get("status") in statuses, where, f"status {row.get('status')!r}")
        self.that(row.get("confidence") in CONFIDENCE, where, f"confidence {row.get('confidence')!r}")


def check_text(check):
    names = ["access", "law", "agreements"]
    own = [path for name in names for path in (FOLDER / name).glob("*.yaml")]
    own += [FOLDER / f"{name}.yaml" for name in ("labels", "retention", "insider-rules")]
    for path in sorted(own):
        name = str(path.relative_to(FOLDER))
        text = path.read_text(encoding="utf-8")
        check.that(text.startswith("# "), name, "no header comment")
        check.that(text.endswith("\n") and not text.endswith("\n\n"), name, "does not end with one line break")
        header = re.match(r"(#.*\n)+", text).group() if text.startswith("#") else ""
        check.that(re.search(r"may\s+(#\s+)?change\s+(#\s+)?it|May change it", header), name,
                   "header does not say who may change it")
        for number, line in enumerate(text.split("\n"), 1):
            where = f"{name}:{number}"
            check.that(len(line) < 120, where, f"{len(line)} characters")
            check.that("\t" not in line and line == line.rstrip(), where, "tab or space at the end")
            bare = re.sub(r'"[^"]*"', "", line.split(" #")[0] if not line.startswith("#") else "")
            check.that((len(line) - len(line.lstrip())) % 2 == 0, where, "indentation")
            check.that("{" not in bare and not re.search(r"(^|[\s:-])[&!]\S", bare), where, "flow map, anchor or tag")


def check_access(check):
    panels = load("access/panels.yaml")
    purposes = check.unique([row["id"] for row in panels["purposes"]], "purposes")
    kinds = check.unique([row["id"] for row in panels["agency-kinds"]], "agency-kinds")
    check.unique([row["id"] for row in panels["panels"]], "panels")
    check.that([row["id"] for row in panels["panels"]] == PANELS, "panels", "not the panels of the rule")
    check.that([row["id"] for row in panels["classifications"]] == CLASSIFICATIONS, "classifications",
               "not those of the rule")
    check.that([row["id"] for row in panels["categories"]] == CATEGORIES, "categories", "not those of the rule")
    for row in panels["panels"]:
        where = f"panel {row['id']}"
        check.has(row, ["title", "words", "purposes", "default-classification", "usual-categories", "sensitive",
                        "owner-kind"], where)
        check.sourced(row, where, {"in-force", "local-default", "not-confirmed"})
        check.known(row["purposes"], purposes, where)
        check.known([row["default-classification"]], CLASSIFICATIONS, where)
        check.known(row["usual-categories"], CATEGORIES, where)
        check.known([row["owner-kind"]], kinds, where)
        check.that(isinstance(row["sensitive"], bool), where, "sensitive is not true or false")
    for row in panels["purposes"] + panels["categories"]:
        check.has(row, ["title", "words"], row["id"])
    for row in panels["categories"]:
        check.known([row["special"]], {"none", "special-category", "criminal", "child"}, f"category {row['id']}")
    for row in panels["classifications"]:
        check.has(row, ["title", "words", "tier"], row["id"])
        check.that(row["tier"] == panels["ceiling"], row["id"], "above the ceiling")
        check.sourced(row, row["id"], {"in-force", "local-default", "not-confirmed"})
    for row in panels["agency-kinds"]:
        check.known([row["personal-data"]], {"by-agreement", "none"}, row["id"])
        check.sourced(row, row["id"], {"in-force", "local-default", "not-confirmed"})

    actions = load("access/actions.yaml")
    check.that([row["id"] for row in actions["actions"]] == ACTIONS, "actions", "not the actions of the rule")
    check.known([actions["minimum-strength"]], actions["strengths"], "minimum-strength")
    for row in actions["actions"]:
        for field in ["step-up", "reason", "second-approver"]:
            check.that(isinstance(row.get(field), bool), f"action {row['id']}", f"{field} is not true or false")

    roles = load("access/roles.yaml")["roles"]
    ids = check.unique([row["id"] for row in roles], "roles")
    for row in roles:
        where = f"role {row['id']}"
        check.has(row, ["title", "scope", "held-by", "grants"], where)
        check.known(row["held-by"], kinds, where)
        check.that(row.get("confidence") in CONFIDENCE, where, "confidence")
        check.that(row.get("status") in {"local-default", "not-confirmed"}, where, "status")
        for grant in row["grants"]:
            check.only(grant, {"panels", "actions"}, where)
            check.known(grant["panels"], PANELS, where)
            check.known(grant["actions"], ACTIONS, where)
            sensitive = {panel["id"] for panel in panels["panels"] if panel["sensitive"]}
            check.that(not ("export" in grant["actions"] and sensitive & set(grant["panels"])), where,
                       "exports a sensitive panel")
    return purposes, kinds, ids


def check_law(check, purposes, kinds):
    law = load("law/gateways.yaml")
    limits = check.unique([row["id"] for row in law["limits"]], "limits")
    codes = check.unique([row["code"] for row in law["gateways"]], "gateways")
    for row in law["limits"]:
        where = f"limit {row['id']}"
        check.has(row, ["words"], where)
        check.known(row.get("categories", []) + row.get("without-categories", []), CATEGORIES, where)
        check.known(row.get("purposes", []), purposes, where)
        check.known(row.get("to-kinds", []) + row.get("not-from-kinds", []), kinds, where)
    used = set()
    for row in law["gateways"]:
        where = f"gateway {row['code']}"
        check.has(row, ["title", "provision", "kind", "limits", "from", "to"], where)
        check.known([row["kind"]], {"duty", "power", "exemption", "common-law"}, where)
        check.known(row["limits"], limits, where)
        check.known(row.get("purposes", []), purposes, where)
        check.sourced(row, where, {"in-force", "not-confirmed"})
        check.that(row["confidence"] != "general" or row["status"] == "not-confirmed", where, "general, yet in force")
        check.that(row["from"] is not None or row.get("from-status") == "not-confirmed", where,
                   "no first day, and it does not say so")
        used |= set(row["limits"])
    check.that(limits == used, "limits", f"not used: {sorted(limits - used)}")

    clocks = load("law/clocks.yaml")["clocks"]
    ids = check.unique([row["id"] for row in clocks], "clocks")
    for row in clocks:
        where = f"clock {row['id']}"
        check.has(row, ["title", "amount", "unit", "starts", "counting", "rule", "from", "to"], where)
        check.known([row["unit"]],
                    {"seconds", "minutes", "hours", "days", "working-days", "months", "quarters", None}, where)
        check.known([row["counting"]], {"elapsed", "corresponding-date", "calendar", "working-day", "period-end"},
                    where)
        check.that((row["amount"] is None) == (row["unit"] is None), where, "amount without unit")
        check.sourced(row, where, {"in-force", "local-default", "not-confirmed"})
        check.that(row["confidence"] != "general" or row["status"] == "not-confirmed", where, "general, yet in force")
        check.that(row["from"] is not None or row.get("from-status") == "not-confirmed", where,
                   "no first day, and it does not say so")
    return {row["code"]: row for row in law["gateways"]}, {row["id"]: row for row in law["limits"]}, ids


AGREEMENT_MODEL_FIELDS = [
    "id", "title", "version", "tier", "parent", "status", "purposes", "aim", "benefit", "panels", "categories",
    "classification", "parties", "party-contacts", "data-items", "data-subjects", "gateways", "regime", "regime-words",
    "lawful-bases", "confidentiality", "access", "onward-sharing", "accuracy", "retention-words", "transfer",
    "rights-requests", "breach", "dpia", "review-months", "term-months", "training", "flows"]


def check_items(check, items, where, kinds, retention):
    for item in items:
        check.has(item, ["name", "category", "marks"], where)
        check.known([item["category"]], CATEGORIES + ["none"], where)
        check.known(item["marks"], {"special-category", "criminal", "child"}, where)
        check.known(item.get("from-kinds", []), kinds, where)
        if retention is not None:
            check.has(item, ["id", "source-system", "from-kinds", "volume", "frequency", "retention"], where)
            check.known([item["retention"]], retention, where)
    return {item["category"] for item in items} - {"none"}


def check_agreements(check, purposes, kinds, roles, gateways, limits, clocks, retention):
    special = {row["id"]: row["special"] for row in load("access/panels.yaml")["categories"]}
    panel_purposes = {row["id"]: row["purposes"] for row in load("access/panels.yaml")["panels"]}
    models = {}
    flows = []
    for path in sorted((FOLDER / "agreements").glob("*.yaml")):
        model = load(f"agreements/{path.name}")
        where = f"agreement {path.stem}"
        check.that(model["id"] == path.stem, where, "id is not the file's name")
        models[model["id"]] = model
    check.that([name for name, model in models.items() if model["tier"] == "protocol"] == ["protocol"],
               "agreements", "one protocol")
    for name, model in models.items():
        where = f"agreement {name}"
        check.has(model, AGREEMENT_MODEL_FIELDS, where)
        check.only(model, AGREEMENT_MODEL_FIELDS + ["excluded-categories", "excluded-from-kinds"], where)
        check.known([model["tier"]], {"protocol", "purpose"}, where)
        check.that(model["parent"] == (None if model["tier"] == "protocol" else "protocol"), where, "parent")
        check.known(model["purposes"], purposes, where)
        check.known(model["panels"], PANELS, where)
        check.known(model["categories"], CATEGORIES, where)
        check.known([model["classification"]], CLASSIFICATIONS, where)
        for purpose in model["purposes"]:
            check.that(not model["panels"] or any(purpose in panel_purposes[panel] for panel in model["panels"]),
                       where,
                       f"no panel serves {purpose}")
        party_kinds = [party["kind"] for party in model["parties"]]
        check.unique(party_kinds, where)
        check.known(party_kinds, kinds, where)
        for party in model["parties"]:
            check.known([party["controller"]], {"controller", "joint-controller", "processor"}, where)
            check.has(party, ["part"], where)
        check.unique([item["id"] for item in model["data-items"]], where)
        held = check_items(check, model["data-items"], where, party_kinds, retention)
        check.that(held == set(model["categories"]), where,
                   f"categories are not those of the items: {held ^ set(model['categories'])}")
        for item in model["data-items"]:
            mark = special.get(item["category"], "none")
            check.that(mark == "none" or item["marks"], where, f"{item['id']} carries no mark")
        check.known(model["data-subjects"], {"suspects", "convicted", "victims", "witnesses-and-others"}, where)
        codes = [row["code"] for row in model["gateways"]]
        check.known(codes, gateways, where)
        for code in codes:
            for limit in gateways[code]["limits"]:
                serves = limits[limit].get("purposes", model["purposes"])
                check.that(set(serves) & set(model["purposes"]), where, f"{code}: {limit}")
        check.known([model["regime"]], {"gdpr", "part3", "both"}, where)
        check.has(model["lawful-bases"], ["article-6", "article-9", "schedule-1", "schedule-8", "status", "words"],
                  where)
        check.known([model["confidentiality"]["route"]],
                    {"consent", "overriding-public-interest", "statute", "not-needed"}, where)
        check.known(model["access"]["roles"], roles, where)
        check.known([model["onward-sharing"]["rule"]], {"originator-agrees", "free-when-published"}, where)
        for row in model["breach"]:
            check.has(row, ["who", "tells"], where)
            check.known([row["clock"]], clocks, where)
        for row in model["rights-requests"]:
            check.has(row, ["right", "answered-by", "words"], where)
        check.has(model["dpia"], ["required", "reference", "words"], where)
        check.has(model["training"], ["requirement", "valid-months"], where)
        check.that(0 < model["review-months"] <= model["term-months"], where, "review after the term")
        banned, banned_kinds = set(model.get("excluded-categories", [])), set(model.get("excluded-from-kinds", []))
        check.that(not banned & set(model["categories"]), where, "holds what it excludes")
        for item in model["data-items"]:
            check.that(item["category"] == "none" or not banned_kinds & set(item["from-kinds"]), where,
                       f"{item['id']} comes from an excluded body")
        if "SVD-16" in codes:
            for limit in gateways["SVD-16"]["limits"]:
                check.that(not set(limits[limit].get("without-categories", [])) & set(model["categories"]), where,
                           limit)
                check.that(set(limits[limit].get("not-from-kinds", [])) <= banned_kinds, where, limit)
        check.that(model["tier"] == "protocol" or model["flows"], where, "no flow")
        for flow in model["flows"]:
            flows.append(flow["id"])
            place = f"{where}, flow {flow['id']}"
            check.has(flow,
                      ["title", "tier", "purpose", "from-kinds", "to-kinds", "panels", "categories", "data-items",
                             "frequency", "gateways", "access-roles"], place)
            check.that(flow["tier"] == "flow", place, "tier")
            check.known([flow["purpose"]], model["purposes"], place)
            check.known(flow["from-kinds"] + flow["to-kinds"], party_kinds, place)
            check.known(flow["panels"], model["panels"], place)
            check.known(flow["categories"], model["categories"], place)
            check.known(flow["gateways"], codes, place)
            check.known(flow["access-roles"], roles, place)
            inside = check_items(check, flow["data-items"], place, kinds, None)
            check.that(inside == set(flow["categories"]), place, "categories are not those of the items")
            check.that(not inside or not banned_kinds & set(flow["from-kinds"]), place, "comes from an excluded body")
            rules = {code: [limits[limit] for limit in gateways[code]["limits"]] for code in flow["gateways"]}
            for code, limiting in rules.items():
                for rule in limiting:
                    check.that(flow["purpose"] in rule.get("purposes", [flow["purpose"]]), place,
                               f"{code}: {rule['id']}")
            for kind in flow["to-kinds"]:
                check.that(any(all(kind in rule.get("to-kinds", [kind]) for rule in limiting)
                               for limiting in rules.values()), place, f"no gateway leads to {kind}")
            for category in inside:
                check.that(any(all(category in rule.get("categories", [category])
                                   and category not in rule.get("without-categories", []) for rule in limiting)
                               for limiting in rules.values()), place, f"no gateway lets {category} pass")
    check.unique(list(models) + flows, "agreements and flows")
    return models


def check_others(check, roles):
    labels = load("labels.yaml")
    blocks = check.unique([row["id"] for row in labels["blocks"]], "blocks")
    check.unique([row["id"] for row in labels["labels"]], "labels")
    for row in labels["labels"]:
        where = f"label {row['id']}"
        check.has(row, ["title", "on-screen", "unless"], where)
        check.that(row["blocks"], where, "blocks nothing")
        check.known(row["blocks"], blocks, where)
        check.known(row["may-lift"], roles | {"originating-agency"}, where)
        check.sourced(row, where, {"local-default", "not-confirmed"})

    rules = load("insider-rules.yaml")["rules"]
    check.unique([row["id"] for row in rules], "insider rules")
    check.that(len(rules) == 8, "insider rules", f"{len(rules)} and not eight")
    for row in rules:
        where = f"insider rule {row['id']}"
        check.has(row, ["title", "words"], where)
        check.unique([field["field"] for field in row["threshold"]], where)
        for field in row["threshold"]:
            check.that(isinstance(field["value"], int), where, "value")
            check.known([field["status"]], {"local-default", "not-confirmed"}, where)
        for told in row["told"]:
            check.known([told["role"]], roles, where)
            check.known([told["of"]], {"own", "owner", "other"}, where)
        check.that(any(told["of"] == "other" for told in row["told"]), where, "no other agency is told")


def check_retention(check):
    rows = load("retention.yaml")["records"]
    ids = check.unique([row["record"] for row in rows], "retention")
    for row in rows:
        where = f"retention {row['record']}"
        check.has(row, ["title", "trigger", "amount", "unit", "action", "authority"], where)
        check.known([row["unit"]], {"days", "months", "years", "permanent", "with-case", None}, where)
        check.that((row["amount"] is None) == (row["unit"] in {"permanent", "with-case", None}), where,
                   "amount and unit")
        check.that(row["unit"] is not None or row["status"] == "not-confirmed", where,
                   "no period, and it does not say so")
        check.known([row["action"]], {"review", "erase", "anonymise"}, where)
        check.sourced(row, where, {"local-default", "not-confirmed"})
    return ids


def check_scenarios(check, purposes, roles, models):
    document = load("access/scenarios.yaml")
    world = document["world"]
    kinds = {row["id"] for row in load("access/panels.yaml")["agency-kinds"]}
    agencies = check.unique([row["id"] for row in world["agencies"]], "agencies")
    for row in world["agencies"]:
        check.known([row["kind"]], kinds, f"agency {row['id']}")
    users = check.unique([row["id"] for row in world["users"]], "users")
    persons = set()
    records = set()
    for row in world["users"]:
        where = f"user {row['id']}"
        check.known([row["agency"]], agencies, where)
        check.known(row["roles"], roles, where)
        check.known([row["clearance"]], CLASSIFICATIONS, where)
    check.unique([row["id"] for row in world["agreements"]], "agreements of the world")
    for row in world["agreements"]:
        where = f"agreement {row['id']}"
        check.known([row["status"]], AGREEMENT_STATUSES, where)
        check.known(row["parties"], agencies, where)
        check.known(row["purposes"], purposes, where)
        check.known(row["panels"], PANELS, where)
        check.known(row["categories"], CATEGORIES, where)
        check.known([row["model"]], set(models) | {"none"}, where)
        if row["model"] in models:
            check.known(row["categories"], models[row["model"]]["categories"], where)
            check.known(row["purposes"], models[row["model"]]["purposes"], where)
            check.known(row["panels"], models[row["model"]]["panels"], where)
    for case in world["cases"]:
        items = case.get("items", [])
        names = [case["id"]] + [item["id"] for item in items]
        for name in names:
            check.that(name not in records, f"case {case['id']}", f"{name} stands twice")
            records.add(name)
        for row in [case] + items:
            where = f"record {row['id']}"
            check.known([row.get("owner", "council")], agencies, where)
            check.known([row.get("panel", case["panel"])], PANELS, where)
            check.known([row.get("classification", case["classification"])], CLASSIFICATIONS, where)
            check.known(row.get("categories", []), CATEGORIES, where)
            persons |= set(row.get("persons", []))
            check.that("parent" not in row or row["parent"] in names, where, "parent")
            check.that("people" not in row or row["people"] >= len(row.get("persons", [])), where,
                       "fewer people than named")
            for narrowing in row.get("narrowings", []):
                check.known(narrowing["agencies"], agencies, where)
                check.known(narrowing["users"], users, where)
    cases = by_id(world["cases"])
    for row in world["memberships"] + world["break-glass"]:
        check.known([row["user"]], users, "memberships and break-glass")
        check.known([row["case"]], cases, "memberships and break-glass")
    for row in world["memberships"]:
        check.known([row["status"]], MEMBERSHIP_STATUSES - {"none"}, "memberships")
    for row in world["conflicts"]:
        check.known([row["user"]], users, "conflicts")
        check.known([row["person"]], persons, "conflicts")

    scenarios = document["scenarios"]
    check.unique([row["id"] for row in scenarios], "scenarios")
    check.that(len(scenarios) == 200, "scenarios", f"{len(scenarios)} and not 200")
    alone, statuses, panels, actors = set(), set(), set(), set()
    for row in scenarios:
        where = f"scenario {row['id']}"
        check.only(row, {"id", "title", "story", "user", "action", "case", "item", "bundle", "purpose", "day", "time",
                         "strength", "step-up-age", "reason", "approver", "with", "expect"}, where)
        check.has(row, ["title", "story", "user", "action", "purpose", "expect"], where)
        check.that(("case" in row) != ("bundle" in row), where, "case or bundle")
        check.known([row["user"]], users, where)
        check.known([row["action"]], ACTIONS, where)
        check.known([row["purpose"]], purposes, where)
        check.known([row.get("strength", "passkey")], ["password", "second-factor", "passkey"], where)
        check.that(row.get("approver") in users | {None}, where, "approver")
        check.that(isinstance(row.get("time", "0"), str), where, "time is not in quotation marks")
        for names in row.get("bundle") or [row]:
            check.known([names["case"]], cases, where)
            if "item" in names and names["case"] in cases:
                check.known([names["item"]], by_id(cases[names["case"]].get("items", [])), where)
            if names["case"] in cases:
                panels.add(cases[names["case"]]["panel"])
        actors |= set(by_id(world["users"]).get(row["user"], {}).get("roles", []))
        changes = row.get("with", {})
        check.only(changes, {"user", "record", "agreements", "membership", "break-glass", "conflict"}, where)
        check.only(changes.get("user", {}), SUBJECT_FIELDS, where)
        check.only(changes.get("record", {}), RECORD_FIELDS, where)
        check.only(changes.get("membership", {}), {"status", "from", "to"}, where)
        check.only(changes.get("break-glass", {}), BREAK_GLASS_FIELDS, where)
        actors |= set(changes.get("user", {}).get("roles", []))
        check.known([changes.get("membership", {}).get("status", "none")], MEMBERSHIP_STATUSES, where)
        if "break-glass" in changes:
            check.known([changes["break-glass"]["state"]], BREAK_GLASS_STATES, where)
            statuses.add(("break-glass", changes["break-glass"]["state"]))
        if "conflict" in changes:
            check.known([changes["conflict"]], persons, where)
        for change in changes.get("agreements", []):
            check.only(change, AGREEMENT_FIELDS, where)
            check.known([change.get("status", "in-force")], AGREEMENT_STATUSES, where)
            statuses.add(("agreement", change.get("status", "in-force")))
        expect = row["expect"]
        check.only(expect, {"effect", "failed", "outstanding", "refused"}, where)
        check.known(expect["failed"], CLAUSES, where)
        check.that(expect["failed"] == sorted(set(expect["failed"])), where, "failed is not sorted")
        check.that(expect["effect"] == ("deny" if expect["failed"] else "allow"), where, "effect and failed")
        check.that(("outstanding" in expect) == ("7-obligations" in expect["failed"]), where, "outstanding")
        check.known(expect.get("outstanding", []), OBLIGATIONS, where)
        check.that("bundle" in row or "refused" not in expect, where, "refused")
        if "bundle" in row:
            check.known(expect.get("refused", []), names_of_bundle(row), where)
            check.that(bool(expect.get("refused")) == (expect["effect"] == "deny"), where, "refused")
        if len(expect["failed"]) == 1:
            alone.add(expect["failed"][0])
    # 1-active alone needs somebody who left; deny-suspended alone a suspended agency.
    check.that(alone == CLAUSES, "scenarios", f"no scenario fails only {sorted(CLAUSES - alone)}")
    check.that({name for kind, name in statuses if kind == "break-glass"} == BREAK_GLASS_STATES, "scenarios",
               "states of break-glass")
    check.that({name for kind, name in statuses if kind == "agreement"} == AGREEMENT_STATUSES, "scenarios",
               "states of agreements")
    check.that(panels == set(PANELS), "scenarios", f"panels without a scenario: {sorted(set(PANELS) - panels)}")
    return roles - actors


def check_all():
    check = Check()
    check_text(check)
    purposes, kinds, roles = check_access(check)
    gateways, limits, clocks = check_law(check, purposes, kinds)
    retention = check_retention(check)
    models = check_agreements(check, purposes, kinds, roles, gateways, limits, clocks, retention)
    check_others(check, roles)
    without = check_scenarios(check, purposes, roles, models)
    return check.faults, without


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--expected", action="store_true")
    arguments.add_argument("--compare", metavar="ANSWERS")
    chosen = arguments.parse_args()
    if chosen.check:
        faults, without = check_all()
        for fault in faults:
            print(fault)
        if without:
            print("roles that no scenario has:", ", ".join(sorted(without)), file=sys.stderr)
        print("faults:", len(faults))
        return 1 if faults else 0
    if chosen.compare:
        wrong = compare(chosen.compare)
        for line in wrong:
            print(line)
        print("disagreements:", len(wrong))
        return 1 if wrong else 0
    if chosen.expected:
        for scenario in load("access/scenarios.yaml")["scenarios"]:
            print(json.dumps({"scenario": scenario["id"], **scenario["expect"]}))
        return 0
    for _, question in all_questions():
        print(json.dumps(question, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
