"""Signs in as each demonstration account, walks every page that links lead to, and looks at each with axe.

usage: journey.py ADDRESS ACCOUNTS.json PICTURES
Ends with 1 when a page has no title, no single heading, no way back, a serious axe finding, a script error, or an
answer other than 200; and when the seeded fault (a page without a title and with an unlabelled field) is not caught.
"""
import json, pathlib, re, sys, urllib.parse
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from tally import Tally, code

address, accounts, pictures = sys.argv[1], json.load(open(sys.argv[2]))["accounts"], pathlib.Path(sys.argv[3])
pictures.mkdir(parents=True, exist_ok=True)
tally = Tally()
check = tally.check



def faults(page):
    """What is wrong with the page that is open, as words."""
    out = []
    if not page.title().strip():
        out.append("no title")
    if page.locator("h1").count() != 1:
        out.append(f"{page.locator('h1').count()} main headings")
    if page.locator("nav a, a.back, header a").count() == 0:
        out.append("no way back")
    for found in Axe().run(page).response["violations"]:
        if found["impact"] in ("serious", "critical"):
            out.append(f"axe {found['id']}: {found['nodes'][0]['target']}")
    return out


def sign_in(page, account):
    page.goto(address + "/sign-in")
    page.fill("input[type=email], input[name=email], input[name=name]", account["email"])
    page.fill("input[type=password]", account["password"])
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    if page.locator("input[name=code]").count():
        page.fill("input[name=code]", code(account["secret"]))
        page.click("main button[type=submit]")
        page.wait_for_load_state()


def kind(path):
    """Pages of one kind differ only in identifiers; a few of each are enough."""
    return re.sub(r"[0-9a-f-]{8,}|\d+", "*", path.split("?")[0])


with sync_playwright() as play:
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

    bare = browser.new_page()
    bare.set_content("<html><body><input></body></html>")
    check(len(faults(bare)) >= 3, "the seeded faults were not caught")
    bare.close()

    for account in accounts:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        sign_in(page, account)
        check("/sign-in" not in page.url, f"{account['role']} cannot sign in: {page.url}")
        waiting, seen, kinds = [urllib.parse.urlparse(page.url).path], set(), {}
        limit = 90 if account["role"] in ("administrator", "manager") else 25
        while waiting and len(seen) < limit:
            path = waiting.pop(0)
            if path in seen or kinds.get(kind(path), 0) >= 3:
                continue
            seen.add(path)
            kinds[kind(path)] = kinds.get(kind(path), 0) + 1
            errors.clear()
            answer = page.goto(address + path)
            check(answer is not None and answer.status == 200, f"{account['role']} {path}: {answer and answer.status}")
            found = faults(page)
            check(not found, f"{account['role']} {path}: {'; '.join(found)}")
            check(not errors, f"{account['role']} {path}: script errors {errors[:2]}")
            if account["role"] == "manager":
                name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")[:80] or "home"
                page.screenshot(path=pictures / f"{name}.png", full_page=True)
            for link in page.eval_on_selector_all("a[href]", "all => all.map(a => [a.getAttribute('href'), a.hasAttribute('download')])"):
                href, download = link
                if href.startswith("/") and not download and not re.search(r"\.(csv|json|pdf|docx|html|geojson)(\?|$)|sign-out|/assets/|/download|/export", href):
                    waiting.append(href.split("#")[0])
        if account["role"] == "manager":
            page.set_viewport_size({"width": 390, "height": 800})
            for path in list(seen)[:12]:
                page.goto(address + path)
                wide = page.evaluate("document.documentElement.scrollWidth")
                check(wide <= 400, f"{path} is {wide} px wide on a phone")
        print(f"{account['role']}: {len(seen)} pages")
        context.close()
    browser.close()

tally.end("pages")
