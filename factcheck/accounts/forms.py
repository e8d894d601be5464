"""What people type about people."""

from functools import cache, lru_cache
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from factcheck.accounts.models import Desk, User
from factcheck.permissions import Role

WHOLE_ADDRESS = "This is not a whole address. Type it as in rosa@example.org."
WHAT_ROLES_DO = {
    Role.REPORTER: "Uploads drafts and follows the checks on them. Decides no verdict.",
    Role.CHECKER: "Takes claims, adds evidence, proposes verdicts and approves those of others.",
    Role.DESK_EDITOR: "Checks claims, and approves or returns the verdicts of others.",
    Role.ADMIN: "Adds people and sets their roles and desks. Checks no claims.",
    Role.VIEWER: "Reads everything, changes nothing. For legal and standards.",
}


class SignInForm(LoginForm):
    """The error stands at the password, which is what people mistype."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, password = self.fields["login"], self.fields["password"]
        email.label = "Work email"
        email.error_messages["required"] = "Type your work email."
        email.error_messages["invalid"] = WHOLE_ADDRESS
        password.error_messages["required"] = "Type your password."
        password.help_text = ""
        # Passkeys are offered where the browser fills in the address.
        email.widget = forms.EmailInput(attrs={"autocomplete": "username", "maxlength": 254})
        password.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        # Whoever has typed an address once goes on at the password.
        first = password if self.data.get("login") else email
        first.widget.attrs["autofocus"] = True

    def clean_login(self) -> str:
        return super().clean_login().lower()

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError as wrong:
            self.add_error("password", wrong)
            return self.cleaned_data
        return cleaned


class ConfirmForm(ReauthenticateForm):
    """The password once more, before something about signing in is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.help_text = ""
        field.error_messages["required"] = "Type your password."
        field.widget = forms.PasswordInput(
            attrs={"autocomplete": "current-password", "autofocus": True}
        )


def ask_for_code(form: forms.Form, label: str) -> None:
    field = form.fields["code"]
    field.label = label
    field.error_messages["required"] = "Type the code."
    field.widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    )


class CodeForm(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self, "Code")


class ConfirmCodeForm(MfaReauthenticateForm):
    """A code, before something about signing in is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self, "Code")


class FirstCodeForm(ActivateTOTPForm):
    """The first code of an app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self, "The code that the app shows")


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A first or a new password, typed twice."""

    error_messages = {"password_mismatch": "The two passwords differ. Type both again."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = "Password", "The same password again"
        first.help_text = "At least 8 characters. Several plain words are easy to remember."
        second.help_text = ""
        first.error_messages["required"] = "Choose a password."
        second.error_messages["required"] = "Type the password again."
        first.widget.attrs["autofocus"] = True


class ChangePasswordForm(PasswordForm):
    """A new password, by whoever knows the present one."""

    error_messages = PasswordForm.error_messages | {
        "password_incorrect": "This is not your password. Try again."
    }
    old_password = forms.CharField(
        label="Your present password",
        strip=False,
        error_messages={"required": "Type your present password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "New password"
        self.fields["new_password2"].label = "The new password again"
        del self.fields["new_password1"].widget.attrs["autofocus"]

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise ValidationError(self.error_messages["password_incorrect"])
        return old


@cache
def time_zones() -> list[tuple[str, str]]:
    """Every zone and how it is read: Python looks through the folders of the machine for them."""
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]


class LongSelect(forms.Select):
    """A choice of hundreds, drawn line by line: Django's has two templates for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            "{}",
            (
                (option(str(key), str(label), is_chosen=str(key) in chosen),)
                for key, label in self.choices
            ),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {})))
        return format_html("<select{}>{}</select>", attributes, options)


@lru_cache(2_000)
def option(key: str, label: str, *, is_chosen: bool) -> SafeString:
    selected = SafeString(" selected") if is_chosen else ""
    return format_html('<option value="{}"{}>{}</option>', key, selected, label)


class OwnForm(forms.Form):
    """What a person chooses for themselves."""

    name = forms.CharField(
        max_length=120,
        error_messages={"required": "Type your name."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.ChoiceField(
        required=False,
        help_text="Deadlines and the history are shown in it.",
        widget=LongSelect,
    )
    scheme = forms.ChoiceField(
        label="Colours",
        required=False,
        choices=[("", "As this machine is set"), ("light", "Light"), ("dark", "Dark")],
    )
    single_keys = forms.BooleanField(
        label="One key does a thing, such as T for Take next",
        required=False,
        help_text="Switch it off if you dictate, or press keys by accident.",
    )
    mailed = forms.MultipleChoiceField(
        label="Mail me when",
        required=False,
        choices=User.Mail,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", f"The newsroom’s, {settings.TIME_ZONE}"), *time_zones()]
        if not settings.MAIL_URL:
            del self.fields["mailed"]


class ForgottenForm(forms.Form):
    """To which address a sign-in link is mailed."""

    email = forms.EmailField(
        label="Work email",
        max_length=254,
        error_messages={"required": "Type your work email.", "invalid": WHOLE_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class StrictRolesForm(forms.Form):
    """In which roles everybody needs a second factor."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        required=False,
        choices=[(role.value, role.value) for role in Role],
        widget=forms.CheckboxSelectMultiple,
    )


class PersonForm(forms.Form):
    """What an admin may change about a person."""

    name = forms.CharField(
        max_length=120,
        error_messages={"required": "Type the person’s name."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.value) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role. A viewer only reads."},
    )
    desks = forms.ModelMultipleChoiceField(
        Desk.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="People work on the articles of their own desks, and read those of all.",
    )

    @staticmethod
    def values_of(person: User) -> dict[str, Any]:
        return {"name": person.name, "roles": person.role_names, "desks": person.desks.all()}

    def role_boxes(self) -> list[tuple[Any, str]]:
        """Each role's box, with what the role does."""
        if "roles" in self.errors:
            # Django marks a single field in error by itself, a group of boxes not.
            self.fields["roles"].widget.attrs["aria-invalid"] = "true"
        return [(box, WHAT_ROLES_DO[Role(box.data["value"])]) for box in self["roles"]]


class NewPersonForm(PersonForm):
    """A person who is not on the newsroom's list yet."""

    email = forms.EmailField(
        label="Work email",
        max_length=254,
        error_messages={
            "required": "Type the address that the person signs in with.",
            "invalid": WHOLE_ADDRESS,
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if taken := User.objects.filter(email=email).first():
            raise ValidationError(f"{taken} is on the list with this address already.")
        return email
