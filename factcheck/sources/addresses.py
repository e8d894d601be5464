"""The addresses of sources, as people type them."""

from typing import Any

from django import forms
from django.core.validators import URLValidator


class WebAddressField(forms.URLField):
    """The address of a page on the web, and of nothing else that an address can name."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": "This is no web address. It begins with https:// or http://."
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)
