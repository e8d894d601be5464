"""What people type about people."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError

from factcheck.accounts.models import Desk, User
from factcheck.permissions import Role

WHAT_ROLES_DO = {
    Role.REPORTER: "Uploads drafts and follows the checks on them. Decides no verdict.",
    Role.CHECKER: "Takes claims, adds evidence, proposes verdicts and approves those of others.",
    Role.DESK_EDITOR: "Checks claims, and approves or returns the verdicts of others.",
    Role.ADMIN: "Adds people and sets their roles and desks. Checks no claims.",
    Role.VIEWER: "Reads everything, changes nothing. For legal and standards.",
}


class SignInForm(AuthenticationForm):
    """The error stands at the password, which is what people mistype."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, password = self.fields["username"], self.fields["password"]
        email.error_messages["required"] = "Type your work email."
        password.error_messages["required"] = "Type your password."
        email.widget = forms.EmailInput(attrs={"autocomplete": "username", "maxlength": 254})
        # Whoever has typed an address once goes on at the password.
        first = password if self.data.get("username") else email
        first.widget.attrs["autofocus"] = True

    def get_invalid_login_error(self) -> ValidationError:
        return ValidationError(
            {"password": "That email and password do not match. Check both and try again."}
        )


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
            "invalid": "This is not a whole address. Type it as in rosa@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if taken := User.objects.filter(email=email).first():
            raise ValidationError(f"{taken} is on the list with this address already.")
        return email
