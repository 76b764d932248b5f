"""Tries every route as nobody and as each role, over HTTP, and compares the answer with the route's policy.

usage: policies.py ADDRESS ACCOUNTS.json ROUTES.json
A change is tried without a form token, which must be refused for everybody; so nothing changes.
"""
import http.client, json, re, sys, urllib.parse
from tally import Tally, code

address, accounts, routes = sys.argv[1], json.load(open(sys.argv[2]))["accounts"], json.load(open(sys.argv[3]))["routes"]
host = urllib.parse.urlparse(address).netloc
READ, IMPORT, WRITE, APPROVE, ADMIN = "read-evidence", "import-evidence", "write-assessment", "approve-assessment", "administer"
MAY = {
    "administrator": {READ, ADMIN}, "analyst": {READ, IMPORT, WRITE}, "manager": {READ, WRITE, APPROVE},
    "reader": {READ},
}
tally = Tally()
check = tally.check


def ask(method, path, cookie=None, form=None):
    link = http.client.HTTPConnection(host, timeout=30)
    headers = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    if cookie:
        headers["Cookie"] = cookie
    body = urllib.parse.urlencode(form) if form is not None else None
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    link.request(method, path, body, headers)
    answer = link.getresponse()
    text = answer.read().decode("utf-8", "replace")
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return answer.status, text, cookies, answer.getheader("Location")



def hidden(text):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))


def sign_in(account):
    jar = {}

    def keep(cookies):
        for pair in cookies:
            name, _, value = pair.partition("=")
            jar[name] = value

    def cookie():
        return "; ".join(f"{name}={value}" for name, value in jar.items())

    _, text, cookies, _ = ask("GET", "/sign-in")
    keep(cookies)
    form = hidden(text) | {name: account["email"] for name in re.findall(r'<input[^>]*name="(email|name)"', text)}
    form["password"] = account["password"]
    _, text, cookies, _ = ask("POST", "/sign-in", cookie(), form)
    keep(cookies)
    _, text, cookies, _ = ask("GET", "/sign-in/code", cookie())
    keep(cookies)
    _, _, cookies, _ = ask("POST", "/sign-in/code", cookie(), hidden(text) | {"code": code(account["secret"])})
    keep(cookies)
    return cookie()


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
    if policy not in ("everyone", "signed-in") and policy not in MAY[role]:
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
