from django.apps import AppConfig


class Accounts(AppConfig):
    name = "factcheck.accounts"

    def ready(self) -> None:
        # A session begins with its first sign-in, before any page has asked for this.
        from factcheck.accounts import presence  # noqa: F401, PLC0415
