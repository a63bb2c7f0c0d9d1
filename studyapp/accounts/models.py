"""People. A guest is a user without an e-mail address: same row, same rights over what is theirs."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from studyapp.lib.clock import StudyClock


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A user who signs in with an e-mail address."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address, in any case."""
        return self.get(email=(username or "").lower())


def default_time_zone() -> str:
    """The time zone that a new learner starts with."""
    return settings.LEARNER_TIME_ZONE


def validate_time_zone(zone: str) -> None:
    """Refuses what is not in the IANA time zone database."""
    try:
        StudyClock(zone, 0)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class User(AbstractBaseUser):
    """A learner, perhaps an instructor. `learner` everywhere else in the code means a row of this table."""

    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=80, blank=True)
    # What ties a guest to the browser that started studying: see actions.guest_for.
    guest_token = models.CharField(max_length=43, unique=True, null=True, blank=True)
    is_instructor = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    time_zone = models.CharField(max_length=50, default=default_time_zone, validators=[validate_time_zone])
    rollover_hour = models.PositiveSmallIntegerField(default=4, validators=[MaxValueValidator(23)])
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(guest_token__isnull=False),
                name="user_has_email_or_guest_token",
            ),
            models.CheckConstraint(condition=models.Q(rollover_hour__lte=23), name="user_rollover_hour_in_day"),
        )

    def __str__(self) -> str:
        return self.name or self.email or f"guest {self.pk}"

    @property
    def is_guest(self) -> bool:
        """True for somebody who studies without an account."""
        return self.email is None

    @property
    def clock(self) -> StudyClock:
        """What is today for this learner."""
        return StudyClock(self.time_zone, self.rollover_hour)
