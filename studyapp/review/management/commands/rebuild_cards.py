"""manage.py rebuild_cards: recompute every learner's cards from the answer log."""

from typing import Any

from django.core.management.base import BaseCommand

from studyapp.accounts.models import User
from studyapp.review.replay import rebuild_cards


class Command(BaseCommand):
    """One transaction a learner."""

    help = "Recompute the schedule of every card from the answer log."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many cards of how many learners were rebuilt."""
        learners = User.objects.filter(answers__isnull=False).distinct()
        counts = [rebuild_cards(learner=learner) for learner in learners]
        self.stdout.write(f"{sum(counts)} cards of {len(counts)} learners rebuilt")
