"""People, their roles and their desks."""

from datetime import datetime
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now
from django.urls import reverse

from factcheck.permissions import GRANTS, Can, Role

# Recovery codes only stand in for one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Desk(models.Model):
    """A part of the newsroom that articles belong to."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RoleRule(models.Model):
    """What the newsroom asks of everybody in a role."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="rule")
    needs_second_factor = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"What is asked of each {self.group}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """Store a person. Without a password nobody can sign in as them yet."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, name: str, password: str | None = None) -> "User":
        """What `manage.py createsuperuser` calls: a person to whom nothing is closed."""
        user = self.create_user(email, name, password)
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        # People type their address as they like; it is stored in lower case.
        return self.get(email=(username or "").strip().lower())

    def with_roles(self) -> "models.QuerySet[User]":
        return self.prefetch_related("groups", "desks").order_by(Lower("name"), "pk")

    def signed_in(self) -> "models.QuerySet[User]":
        """People as each request needs them: knowing `owes_second_factor`, roles and desks."""
        strict = Group.objects.filter(user=models.OuterRef("pk"), rule__needs_second_factor=True)
        has_one = Authenticator.objects.filter(user=models.OuterRef("pk"), type__in=SECOND_FACTORS)
        owes = models.Exists(strict) & ~models.Exists(has_one)
        groups = Group.objects.filter(user=models.OuterRef("pk"))
        desks = Desk.objects.filter(members=models.OuterRef("pk"))
        return self.annotate(
            owes_second_factor=owes,
            group_names=ArraySubquery(groups.values("name")),
            desk_keys=ArraySubquery(desks.values("pk")),
        )

    def matching(self, words: str) -> "models.QuerySet[User]":
        """People with these words in the name or the address, the active ones first."""
        found = self.filter(models.Q(name__icontains=words) | models.Q(email__icontains=words))
        factors = models.Prefetch(
            "authenticator_set",
            Authenticator.objects.filter(type__in=SECOND_FACTORS).only("user", "type"),
            to_attr="factors",
        )
        listed = found.prefetch_related("groups", "desks", factors)
        return listed.order_by("-is_active", Lower("name"), "pk")

    def count_by_standing(self) -> dict[str, int]:
        """How many people there are, and how many of them cannot sign in, or not yet."""
        no_password = models.Q(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
        return self.aggregate(
            everybody=models.Count("pk"),
            invited=models.Count("pk", filter=no_password),
            deactivated=models.Count("pk", filter=models.Q(is_active=False)),
        )

    def admins(self) -> "models.QuerySet[User]":
        """The active people who manage people."""
        manages = models.Q(groups__name=Role.ADMIN) | models.Q(is_superuser=True)
        return self.filter(manages, is_active=True).distinct()


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the newsroom, who signs in with a work e-mail address."""

    class Mail(models.TextChoices):
        """What somebody may want to be mailed about."""

        ASSIGNED = "assigned", "A claim is assigned to me"
        RETURNED = "returned", "A verdict of mine is returned"
        ASKED = "asked", "A question is put to me"
        DUE = "due", "A claim or a question of mine is due within two hours"

    email = models.EmailField("work email", unique=True)
    name = models.CharField(max_length=120)
    desks = models.ManyToManyField(Desk, related_name="members", blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())
    # When they last used Factcheck, to the nearest minutes.
    seen_at = models.DateTimeField(null=True, blank=True)
    # Empty: the newsroom's.
    time_zone = models.CharField(max_length=60, blank=True, db_default="")
    # Empty: whatever the machine is set to.
    scheme = models.CharField(
        max_length=5, blank=True, choices=[("light", "Light"), ("dark", "Dark")], db_default=""
    )
    # Whether one key does a thing: off for whoever dictates, or presses keys by accident.
    single_keys = models.BooleanField(default=True, db_default=True)
    # What they are mailed about, where mail is set up: nothing, unless they choose it.
    mailed = ArrayField(
        models.CharField(max_length=10, choices=Mail), default=list, blank=True, db_default=[]
    )
    # The newest sign-in link; every other one is void. Empty once a password is chosen.
    link_made_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="email_is_stored_in_lower_case",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])

    @property
    def initials(self) -> str:
        return initials(self.name)

    @cached_property
    def roles(self) -> list[Role]:
        """The roles held, in the order of the table of permissions."""
        fetched: list[str] | None = getattr(self, "group_names", None)
        names = {group.name for group in self.groups.all()} if fetched is None else fetched
        return [role for role in Role if role in names]

    @property
    def role_names(self) -> list[str]:
        return [str(role) for role in self.roles]

    def can(self, permission: Can) -> bool:
        """Whether one of the roles grants the verb."""
        return self.is_superuser or any(permission in GRANTS[role] for role in self.roles)

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin opens: it asks the same table of roles as our pages."""
        return self.can(Can.MANAGE_PEOPLE)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    @property
    def standing(self) -> str:
        """What the list of people says in the column of states."""
        if not self.is_active:
            return "Deactivated"
        return "Active" if self.has_usable_password() else "Invited"

    @property
    def last_seen(self) -> datetime | None:
        """Seen is written every few minutes only, so a sign-in may be newer."""
        return max(filter(None, (self.seen_at, self.last_login)), default=None)

    @property
    def second_factor(self) -> str:
        """What the list of people says; needs `factors`, which `matching` fetches."""
        kinds = {factor.type for factor in self.factors}  # type: ignore[attr-defined]
        names = {Authenticator.Type.TOTP: "App", Authenticator.Type.WEBAUTHN: "Passkey"}
        return " and ".join(name for kind, name in names.items() if kind in kinds)

    @cached_property
    def desk_ids(self) -> frozenset[int]:
        fetched: list[int] | None = getattr(self, "desk_keys", None)
        # Nobody is asked twice who is on no desk.
        return frozenset({desk.pk for desk in self.desks.all()} if fetched is None else fetched)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        for name in ("roles", "desk_ids", "group_names", "desk_keys"):
            self.__dict__.pop(name, None)
        super().refresh_from_db(*args, **kwargs)
