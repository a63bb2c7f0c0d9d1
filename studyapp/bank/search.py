"""Stand-in until the index is here."""


class SearchIndex:
    @classmethod
    def of(cls, bank):
        return cls()

    def find(self, text, limit=20):
        return []
