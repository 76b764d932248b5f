"""A browser without a screen: cookies by host and port, forms, redirects that are followed only when asked to."""
import html
import http.client
import json
import re
import urllib.parse


class Page:
    def __init__(self, status, headers, body, address):
        self.status, self.headers, self.body, self.address = status, headers, body, address
        self.text = body.decode("utf-8", "replace")

    @property
    def location(self):
        place = self.headers.get("location")
        return place and urllib.parse.urljoin(self.address, place)

    def json(self):
        return json.loads(self.text)


class Browser:
    def __init__(self):
        self.cookies = {}
        self.page = None

    def send(self, method, address, body=None, headers=None, cross_site=False):
        parts = urllib.parse.urlsplit(address)
        link = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
        own = self.cookies.setdefault(parts.netloc, {})
        sent = dict(headers or {})
        # What a browser does not send along when another site's page leads here: cookies that are SameSite=Strict.
        jar = {name: value for name, (value, strict) in own.items() if not (cross_site and strict)}
        if jar:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        target = parts.path + ("?" + parts.query if parts.query else "")
        link.request(method, target or "/", body=body, headers=sent)
        answer = link.getresponse()
        data = answer.read()
        for name, value in answer.getheaders():
            if name.lower() != "set-cookie":
                continue
            pair = value.split(";")[0].split("=", 1)
            if "max-age=0" in value.lower():
                own.pop(pair[0], None)
            else:
                own[pair[0]] = (pair[1], "samesite=strict" in value.lower())
        self.page = Page(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, data, address)
        link.close()
        return self.page

    def get(self, address, cross_site=False):
        return self.send("GET", address, cross_site=cross_site)

    def post_json(self, address, value, method="POST"):
        return self.send(method, address, json.dumps(value), {"Content-Type": "application/json"})

    def submit(self, action, fields):
        """Sends the form with that action on the present page, with these values over its hidden ones."""
        start = self.page.text.index(f'action="{action}"')
        form = self.page.text[start:self.page.text.index("</form>", start)]
        hidden = [
            (html.unescape(name), html.unescape(value))
            for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)]
        names = {name for name, _ in fields}
        body = urllib.parse.urlencode([pair for pair in hidden if pair[0] not in names] + list(fields))
        address = urllib.parse.urljoin(self.page.address, action)
        return self.send("POST", address, body, {
            "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})

    def follow(self, cross_site=False):
        return self.get(self.page.location, cross_site=cross_site)
