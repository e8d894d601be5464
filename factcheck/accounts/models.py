"""People, their roles and their desks."""

from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now

from factcheck.permissions import GRANTS, Can, Role


class Desk(models.Model):
    """A part of the newsroom that articles belong to."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        # People type their address as they like; it is stored in lower case.
        return self.get(email=(username or "").strip().lower())

    def with_roles(self) -> "models.QuerySet[User]":
        return self.prefetch_related("groups", "desks").order_by(Lower("name"))


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the newsroom, who signs in with a work e-mail address."""

    email = models.EmailField("work email", unique=True)
    name = models.CharField(max_length=120)
    desks = models.ManyToManyField(Desk, related_name="members", blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may use the admin site", default=False)
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="email_is_stored_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @cached_property
    def roles(self) -> list[Role]:
        """The roles held, in the order of the table of permissions."""
        names = {group.name for group in self.groups.all()}
        return [role for role in Role if role in names]

    @property
    def role_names(self) -> list[str]:
        return [str(role) for role in self.roles]

    def can(self, permission: Can) -> bool:
        """Whether one of the roles grants the verb."""
        return self.is_superuser or any(permission in GRANTS[role] for role in self.roles)

    @cached_property
    def desk_ids(self) -> frozenset[int]:
        return frozenset(desk.pk for desk in self.desks.all())

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        for name in ("roles", "desk_ids"):
            self.__dict__.pop(name, None)
        super().refresh_from_db(*args, **kwargs)
