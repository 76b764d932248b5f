"""A visitor of the running server over plain HTTP: asks pages, keeps cookies, signs in with password and code."""
import http.client, re, urllib.parse
from tally import code


def hidden(text):
    """The hidden fields of the forms on a page."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))


class Site:
    def __init__(self, address):
        self.address, self.host = address, urllib.parse.urlparse(address).netloc

    def ask(self, method, path, cookie=None, form=None):
        """Status, text, cookies set and the place that a redirect names."""
        link = http.client.HTTPConnection(self.host, timeout=30)
        headers = {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
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

    def sign_in(self, account):
        """The cookie of a new session of one demonstration account."""
        jar = {}

        def ask(method, path, form=None):
            cookie = "; ".join(f"{name}={value}" for name, value in jar.items()) or None
            _, text, cookies, _ = self.ask(method, path, cookie, form)
            jar.update(pair.partition("=")[::2] for pair in cookies)
            return text

        text = ask("GET", "/sign-in")
        form = hidden(text) | {name: account["email"] for name in re.findall(r'<input[^>]*name="(email|name)"', text)}
        ask("POST", "/sign-in", form | {"password": account["password"]})
        ask("POST", "/sign-in/code", hidden(ask("GET", "/sign-in/code")) | {"code": code(account["secret"])})
        return "; ".join(f"{name}={value}" for name, value in jar.items())
