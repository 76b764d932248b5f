"""Tries every route as nobody and as each role, over HTTP, and compares the answer with the route's policy.

usage: policies.py ADDRESS ACCOUNTS.json ROUTES.json
A change is tried without a form token, which must be refused for everybody; so nothing changes.
"""
import json, re, sys
from tally import Tally
from visit import Site

address, accounts, routes = sys.argv[1], json.load(open(sys.argv[2]))["accounts"], json.load(open(sys.argv[3]))["routes"]
site = Site(address)
ask, sign_in = site.ask, site.sign_in
READ, IMPORT, WRITE, APPROVE, ADMIN = "read-evidence", "import-evidence", "write-assessment", "approve-assessment", "administer"
CASES, AGREE, SIGN, OVERSEE, AUDIT = "read-cases", "manage-agreements", "sign-agreements", "oversee-sharing", "audit-all"
PROGRAMMES, RETURNS, GOVERN = "keep-programmes", "submit-returns", "keep-governance"
REPORT, SIGN_OFF, PUBLISHED = "write-report", "approve-report", "read-published"
MAY = {
    "administrator": {READ, ADMIN}, "analyst": {READ, IMPORT, WRITE, REPORT, PUBLISHED},
    "manager": {READ, WRITE, APPROVE, PROGRAMMES, GOVERN, REPORT, SIGN_OFF, PUBLISHED},
    "reader": {READ, PUBLISHED}, "board-member": {READ, PUBLISHED}, "provider": {RETURNS}, "councillor": {PUBLISHED}, "caseworker": {CASES}, "information-governance": {READ, AGREE, OVERSEE}, "signatory": {READ, SIGN},
    "auditor": {AUDIT},
}
tally = Tally()
check = tally.check


def path_of(route):
    return re.sub(r":\w+", "00000000-0000-7000-8000-000000000000", route["path"])


check(len(routes) > 20, "the route table is empty")
check(any(route["policy"] not in ("everyone", "signed-in") for route in routes), "no route names a permission")
for route in routes:
    method, path, policy = route["method"].upper(), path_of(route), route["policy"]
    status, _, _, location = ask(method, path, form=None if method == "GET" else {})
    if policy == "everyone":
        check(status < 500, f"nobody {method} {path}: {status}")
    else:
        refused = status in (401, 403) or (status in (302, 303) and (location or "").startswith("/sign-in"))
        check(refused, f"nobody {method} {path}: {status} {location}")


def fault(role, cookie, route):
    """What is wrong with the answer that a role gets on a route, as words; None when it is as the policy says."""
    method, path, policy = route["method"].upper(), path_of(route), route["policy"]
    status, *_ = ask(method, path, cookie, None if method == "GET" else {})
    if policy not in ("everyone", "signed-in") and not MAY[role] & set(policy.split("|")):
        return None if status == 403 else f"{role} may not {method} {path}, yet: {status}"
    # A page of one record may ask for more than the route does, once it knows the record.
    may = (200, 302, 303, 400, 422) + ((403, 404) if ":" in route["path"] else ())
    if method != "GET":
        may = (400, 403, 422)
    return None if status in may else f"{role} {method} {path}: {status}"


for account in accounts:
    role, cookie = account["role"], sign_in(account)
    status, *_ = ask("GET", "/", cookie)
    check(status == 200, f"{role} is not signed in: {status}")
    seeded = {"method": "GET", "path": "/account", "policy": ADMIN}
    check(role == "administrator" or fault(role, cookie, seeded), "the seeded fault, an open page, was not caught")
    for route in routes:
        if route["policy"] != "everyone":
            words = fault(role, cookie, route)
            check(words is None, words)
tally.end("policies")
