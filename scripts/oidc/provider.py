"""Glewlwyd, a real OpenID Connect provider from Debian, set up by its own administration for one client."""
import subprocess
import urllib.parse

from browser import Browser


class Provider:
    """One running Glewlwyd; its first administrator has the password that its initial data give it."""

    def __init__(self, base):
        self.base = base
        self.issuer = base + "/api/oidc"
        self.admin = Browser()
        self.must(self.admin.post_json(base + "/api/auth/", {"username": "admin", "password": "password"}))

    @staticmethod
    def must(page):
        if page.status != 200:
            raise SystemExit(f"the provider answered {page.status}: {page.text[:300]}")
        return page

    def set_up(self, client, secret, return_address, people):
        key = subprocess.run(
            ["openssl", "genrsa", "2048"], check=True, capture_output=True, text=True).stdout
        public = subprocess.run(
            ["openssl", "rsa", "-pubout"], check=True, capture_output=True, text=True, input=key).stdout
        self.must(self.admin.post_json(self.base + "/api/mod/plugin/", {
            "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "parameters": {
                "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256", "key": key, "cert": public,
                "subject-type": "public", "access-token-duration": 600, "refresh-token-duration": 600,
                "code-duration": 60, "refresh-token-rolling": False, "allow-non-oidc": False,
                "auth-type-code-enabled": True, "auth-type-token-enabled": False,
                "auth-type-id-token-enabled": True, "auth-type-none-enabled": False,
                "auth-type-password-enabled": False, "auth-type-client-enabled": False,
                "auth-type-device-enabled": False, "auth-type-refresh-enabled": False,
                "pkce-allowed": True, "pkce-method-plain-allowed": False, "request-parameter-allow": False,
            }}))
        self.must(self.admin.post_json(self.base + "/api/mod/scheme/", {
            "module": "otp", "name": "otp", "display_name": "One-time codes", "expiration": 600, "max_use": 0,
            "allow_user_register": True, "forbid_user_profile": False, "forbid_user_reset_credential": True,
            "parameters": {
                "issuer": "provider", "secret-minimum-size": 16, "otp-length": 6, "hotp-allow": False,
                "totp-allow": True, "totp-window": 1, "totp-start-offset": 0}}))
        self.must(self.admin.post_json(self.base + "/api/client/", {
            "client_id": client, "name": "Concordat", "enabled": True, "confidential": True, "client_secret": secret,
            "redirect_uri": [return_address], "authorization_type": ["code"],
            "token_endpoint_auth_method": ["client_secret_basic"], "scope": []}))
        for name, password in people:
            self.must(self.admin.post_json(self.base + "/api/user/", {
                "username": name, "name": name, "password": password, "enabled": True,
                "scope": ["openid", "g_profile"]}))

    def require_code(self, required):
        """Whether signing in takes a one-time code beside the password."""
        scheme = [{"scheme_type": "otp", "scheme_name": "otp"}] if required else []
        self.must(self.admin.post_json(self.base + "/api/scope/openid", {
            "name": "openid", "display_name": "Open ID", "description": "Sign in", "password_required": True,
            "password_max_age": 0, "scheme": {"codes": scheme} if required else {},
            "scheme_required": {"codes": 1} if required else {}}, method="PUT"))

    def sign_in(self, browser, name, password, code=None, consent="openid", client=None):
        """What the provider's own page does: password, code, and leave for the client to know who it is."""
        page = browser.post_json(self.base + "/api/auth/", {"username": name, "password": password})
        if page.status != 200:
            return page
        if code:
            self.must(browser.post_json(self.base + "/api/auth/", {
                "username": name, "scheme_type": "otp", "scheme_name": "otp", "value": {"value": code}}))
        if client:
            self.must(browser.post_json(
                f"{self.base}/api/auth/grant/{client}", {"scope": consent}, method="PUT"))
        return page

    def register_code(self, name, password, secret):
        """Gives the person a one-time code of that key; the provider takes it while signing in needs one."""
        own = Browser()
        self.must(own.post_json(self.base + "/api/auth/", {"username": name, "password": password}))
        self.must(own.post_json(self.base + "/api/profile/scheme/register/", {
            "username": name, "scheme_type": "otp", "scheme_name": "otp",
            "value": {"type": "TOTP", "secret": secret, "time_step_size": 30}}))

    @staticmethod
    def name():
        """What answers here, as its package calls itself."""
        return subprocess.run(
            ["dpkg-query", "-W", "-f", "${Package} ${Version}", "glewlwyd"],
            check=True, capture_output=True, text=True).stdout

    @staticmethod
    def back(page):
        """The address to which the provider's sign-in page sends the browser when it is done."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(page.location).query)
        return query["callback_url"][0]
