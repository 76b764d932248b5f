"""Signing in through an agency's own provider, walked from end to end against a provider that is not ours.

    flow.py CONCORDAT-ADDRESS PROVIDER-ADDRESS SET-UP-CODE
"""
import base64
import hashlib
import hmac
import re
import struct
import sys
import time
import urllib.parse

from browser import Browser
from provider import Provider

site, provider_base, set_up_code = sys.argv[1:]
RETURN = site + "/sign-in/agency/return"
CLIENT, SECRET = "concordat", "correct-horse.battery_staple"
JO_AT_PROVIDER = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
passed, failed = 0, 0


def expect(words, holds, seen=None):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {words}", file=sys.stderr)
        if seen is not None:
            print(f"  status {seen.status}, to {seen.location}\n  {re.sub('<[^>]*>', ' ', seen.text)[:600]}", file=sys.stderr)


def code(secret, steps=0):
    """The six digits of RFC 6238, `steps` half minutes from now."""
    count = int(time.time()) // 30 + steps
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", count), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def set_up(browser, email, given, password):
    """First sign-in by the set-up code; tells the key of the new second factor."""
    browser.get(site + "/set-up")
    browser.submit("/set-up", [
        ("email", email), ("set-up-code", given), ("new-password", password), ("repeat-password", password)])
    page = browser.follow()
    key = re.search(r"time-based key: <code>([A-Z2-7 ]+)<", page.text).group(1).replace(" ", "")
    browser.submit("/set-up/second-factor", [("code", code(key))])
    return key


def has(page, *words):
    return page.status == 200 and all(word in page.text for word in words)


def at_provider(browser, name=None, password=None, one_time=None):
    """From our sign-in page to the provider, through its sign-in and its consent, and back to our page. Without a name
    the browser is signed in there already."""
    page = browser.get(site + "/sign-in")
    link = re.search(r'href="(/sign-in/agency/[^"]+)"', page.text)
    if not link:
        return page
    browser.get(site + link.group(1))
    if browser.page.status != 303:
        return browser.page
    back = provider.back(browser.follow())
    if name:
        provider.sign_in(browser, name, password, code=one_time, client=CLIENT)
    page = browser.get(back + "&g_continue")
    if not (page.location or "").startswith(RETURN):
        return page
    return browser.follow(cross_site=True)


def finish(browser, changed=()):
    """Presses the button of the page that is shown after coming back."""
    return browser.submit("/sign-in/agency/return", list(changed))


# A harness that cannot fail proves nothing: this must be caught.
sys.stderr, kept = open("/dev/null", "w"), sys.stderr
expect("seeded", False)
sys.stderr = kept
if failed != 1:
    sys.exit("the seeded fault was not caught")
failed = 0

provider = Provider(provider_base)
provider.set_up(CLIENT, SECRET, RETURN, [("jo", "jo at work"), ("kit", "kit at work")])
provider.require_code(False)

admin = Browser()
set_up(admin, "ada@council.example", set_up_code, "velvet harbour lantern")
admin.get(site + "/authorities/new")
admin.submit("/authorities", [
    ("name", "Anyshire Police"), ("kind", "responsible-authority"), ("responsibility", "police")])
admin.get(site + "/people/new")
bodies = dict((name, value) for value, name in re.findall(r'<option value="([^"]+)">([^<]+)</option>', admin.page.text))


def add(name, email, body):
    admin.get(site + "/people/new")
    page = admin.submit("/people", [
        ("name", name), ("email", email), ("authority", bodies[body]), ("role", "caseworker")])
    given = re.search(r"<code>([A-Z2-7]{5}(?:-[A-Z2-7]{5}){3})</code>", page.text).group(1)
    return re.search(r'href="/people/([^"]+)"', page.text).group(1), given


jo, jo_code = add("Jo Fictional", "jo@council.example", "Anytown Council")
kit, _ = add("Kit Fictional", "kit@police.example", "Anyshire Police")


def set_up_provider(body, **changed):
    fields = {
        "authority": bodies[body], "issuer": provider.issuer, "site": site, "client-id": CLIENT,
        "client-secret": SECRET, "amr": "otp", "open": "yes"} | changed
    admin.get(site + "/sign-in-providers/new")
    return admin.submit("/sign-in-providers", list(fields.items()))


page = set_up_provider("Anytown Council", issuer=provider.issuer + "/")
expect("an issuer that the provider does not call itself is refused", page.status == 422, page)
page = set_up_provider("Anytown Council", issuer=provider_base)
expect("an address without a discovery document is refused", page.status == 422, page)
page = set_up_provider("Anytown Council")
expect("the council's provider is set up", page.status == 303 and "/sign-in-providers/" in page.location, page)
setting = (page.location or "").split("?")[0]
expect("the secret is not shown", SECRET not in admin.get(setting).text, admin.page)
page = set_up_provider("Anyshire Police")
expect("the same issuer is not bound to a second body", page.status == 422 and "bound to Anytown Council" in page.text, page)

# Somebody whom the provider knows and nobody here does.
first = Browser()
page = at_provider(first, "jo", "jo at work")
expect("the browser comes back to a page of ours", has(page, "Continue signing in"), page)
page = finish(first)
expect("an unknown subject is refused in words", page.status == 403 and "not linked yet" in page.text, page)
subject = re.search(r"<code>([^<]+)</code>", page.text).group(1)
expect("and is not signed in", first.get(site + "/account").status == 303, first.page)
expect("the administrator sees who tried", subject in admin.get(setting).text, admin.page)


def link(person, given):
    admin.get(setting)
    return admin.submit(urllib.parse.urlsplit(setting).path + "/link", [("person", person), ("subject", given)])


expect("a person of another body is not linked", link(kit, subject).status == 422, admin.page)
expect("the person is linked", link(jo, subject).status == 303, admin.page)

# A password alone at the provider, and no second factor here.
page = at_provider(first, "jo", "jo at work")
page = finish(first)
expect("without any second factor nobody is let in", page.status == 403 and "second factor is needed" in page.text, page)

# The local second factor, where the provider shows none.
own = Browser()
key = set_up(own, "jo@council.example", jo_code, "maple otter viaduct")
page = at_provider(first, "jo", "jo at work")
page = finish(first)
expect("a code is asked for here", (page.location or "").endswith("/sign-in/code"), page)
expect("until then the person is not signed in", first.get(site + "/account").status == 303, first.page)
first.get(site + "/sign-in/code")
page = first.submit("/sign-in/code", [("code", "000000")])
expect("a wrong code is refused", page.status == 422, page)
page = first.submit("/sign-in/code", [("code", code(key, 1))])
expect("the right code lets the person in", page.status == 303, page)
expect("as the right person of the right body", has(
    first.get(site + "/account"), "Jo Fictional", "Anytown Council", "jo@council.example"), first.page)

# A second factor at the provider.
provider.require_code(True)
provider.register_code("jo", "jo at work", JO_AT_PROVIDER)
second = Browser()
page = at_provider(second, "jo", "jo at work", code(JO_AT_PROVIDER))
fields = dict(re.findall(r'<input type="hidden" name="(code|state|iss)" value="([^"]*)"', page.text))
page = finish(second, [("state", "x" + fields["state"][1:])])
expect("another state is refused", page.status == 422 and "cannot be finished" in page.text, page)

page = at_provider(second)
fields = dict(re.findall(r'<input type="hidden" name="(code|state|iss)" value="([^"]*)"', page.text))
thief = Browser()
thief.get(site + "/sign-in/agency/return?" + urllib.parse.urlencode(fields))
page = finish(thief)
expect("another browser cannot finish it", page.status == 422 and "cannot be finished" in page.text, page)
ticket = dict(second.cookies[urllib.parse.urlsplit(site).netloc])
page = finish(second)
expect("a second factor at the provider opens the session at once", page.status == 303 and not (
    page.location or "").endswith("/sign-in/code"), page)
expect("as the same person", has(second.get(site + "/account"), "Jo Fictional", "Anytown Council"), second.page)

# Replays: the same answer again, from the browser that holds the ticket; and the old code in a new sign-in.
again = Browser()
again.cookies[urllib.parse.urlsplit(provider_base).netloc] = second.cookies[urllib.parse.urlsplit(provider_base).netloc]
again.cookies[urllib.parse.urlsplit(site).netloc] = {name: value for name, value in ticket.items() if name != "s"}
again.get(site + "/sign-in/agency/return?" + urllib.parse.urlencode(fields))
page = finish(again)
expect("the same answer does not count twice", page.status == 422 and "cannot be finished" in page.text, page)
expect("and signs nobody in", again.get(site + "/account").status == 303, again.page)
page = at_provider(again)
page = finish(again, [("code", fields["code"])])
expect("a code that was redeemed is not redeemed again", page.status == 502 and "did not redeem" in page.text, page)
page = at_provider(again)
page = finish(again, [("iss", "https://other.example")])
expect("an answer of another issuer is refused", page.status == 422, page)
page = again.get(site + "/sign-in/agency/return?error=access_denied&state=x")
page = finish(again)
expect("a refusal by the provider ends on a page", page.status == 422, page)

# Shut: the link goes, and so do the sessions.
admin.get(setting)
page = admin.submit(urllib.parse.urlsplit(setting).path, [
    ("site", site), ("client-id", CLIENT), ("client-secret", ""), ("secret-file", ""), ("amr", "otp"), ("acr", "")])
expect("an administrator shuts it", page.status == 303, page)
expect("its people are signed out", second.get(site + "/account").status == 303, second.page)
expect("and cannot come back that way", "/sign-in/agency/" not in second.get(site + "/sign-in").text, second.page)

print(f"agency sign-in against {provider.name()}: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
