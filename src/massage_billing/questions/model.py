"""The question model: the part that a learner may see, and the part that grades and explains an answer.

An answer is text, a whole number, a list, or a mapping, as in JSON. So a question can be written to a file and read
back unchanged.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Generic, NamedTuple, TypedDict, TypeVar, Unpack, cast

Answer = TypeVar("Answer")


class UnansweredError(ValueError):
    """Raised for a missing or malformed response. The message tells the learner what to enter."""


class Prompt(NamedTuple):
    """Everything that a learner may see before answering. It contains no part of the answer key.

    Example:
        >>> Prompt("number", "How many units?", {"unit": "units"}).to_json()
        {'kind': 'number', 'text': 'How many units?', 'payload': {'unit': 'units'}}
    """

    kind: str
    text: str
    payload: dict[str, Any]  # whatever the kind needs to display itself, as JSON: lists, mappings, and text
    exhibit: tuple[tuple[str, str], ...] = ()  # a document that the text refers to: its lines, by name
    hint: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the prompt as JSON, without empty values."""
        return {name: value for name, value in self._asdict().items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Prompt":
        """Return the prompt that `to_json` wrote.

        Example:
            >>> prompt = Prompt("number", "How many units?", {"unit": "units"})
            >>> Prompt.from_json(prompt.to_json()) == prompt
            True

        Args:
            data: The mapping that `to_json` returned, possibly read back from JSON.

        Raises:
            KeyError: The kind or the text is missing.
        """
        exhibit = tuple((name, text) for name, text in data.get("exhibit", ()))
        return cls(data["kind"], data["text"], data.get("payload", {}), exhibit, data.get("hint", ""))


class Misconception(NamedTuple):
    """A common mistake, the answer that reveals it, and what to tell the learner.

    Example:
        >>> Misconception("counted time outside treatment", 3, "Count only hands-on minutes.").name
        'counted time outside treatment'
    """

    name: str
    answer: Any  # a whole answer, or the part of one that the kind looks for
    message: str
    sure: bool = False  # whether nothing else that we know leads to the answer; a choice can also be a guess


class AnswerKey(NamedTuple, Generic[Answer]):
    """Everything needed to grade and explain an answer without a table or a question family.

    Example:
        >>> AnswerKey((3,), (), "52 minutes is 3 full blocks, with 7 minutes left over.", "Medicare manual").accepted
        (3,)
    """

    accepted: tuple[Answer, ...]
    misconceptions: tuple[Misconception, ...]
    explanation: str  # why the right answer is right
    source: str  # the citation as shown to a reader

    def to_json(self) -> dict[str, Any]:
        """Return the key as JSON, for the question card that checks answers in the browser.

        Example:
            >>> AnswerKey((3,), (), "Why.", "Source").to_json()
            {'accepted': [3], 'misconceptions': [], 'explanation': 'Why.', 'source': 'Source'}
        """
        misconceptions = [one._asdict() for one in self.misconceptions]
        return self._asdict() | {"accepted": list(self.accepted), "misconceptions": misconceptions}


class Feedback(NamedTuple):
    """The result of checking one answer.

    Example:
        >>> Feedback(0.5, "One code is missing.", "Both codes are timed.", "Medicare manual").verdict
        'Partly correct.'
    """

    score: float  # from 0 to 1
    message: str  # about this answer
    explanation: str  # why the right answer is right; a card may show it collapsed
    source: str
    misconception: str = ""  # what the answer suggests
    sure: bool = False  # whether it shows that without a second answer; see misconceptions.named

    @property
    def correct(self) -> bool:
        """Return whether the answer earns full credit."""
        return self.score == 1

    @property
    def verdict(self) -> str:
        """Return the result in words, since some readers cannot rely on color."""
        if self.correct:
            return "Correct."
        return "Partly correct." if self.score else "Not quite."

    def __str__(self) -> str:
        """Return the feedback as a learner reads it."""
        about = "" if self.correct else f" {self.message}"
        return f"{self.verdict}{about} {self.explanation}\nSource: {self.source}"


class QuizItem(NamedTuple):
    """A question in a form that course systems support. One of `choices`, `numbers`, and `matches` is filled.

    Example:
        >>> QuizItem(numbers=(("97124", 2, "units"),)).numbers[0]
        ('97124', 2, 'units')
    """

    choices: tuple[tuple[str, bool, str], ...] = ()  # text, whether it is right, feedback for a learner who chooses it
    multiple: bool = False  # whether more than one choice can be chosen
    numbers: tuple[tuple[str, int, str], ...] = ()  # label, the right number, its unit
    matches: tuple[tuple[str, str], ...] = ()  # an item, and the target that it belongs to
    targets: tuple[str, ...] = ()  # for `matches`: everything that can be chosen


class Kind(ABC, Generic[Answer]):
    """One way of asking: how to read a response, grade it, and describe it. See `register`."""

    name: ClassVar[str]
    former_names: ClassVar[tuple[str, ...]] = ()  # the names in keys and handouts from version 0.1

    @abstractmethod
    def parse(self, prompt: Prompt, response: object) -> Answer:
        """Return a response in the form that `grade` expects.

        Args:
            prompt: What the learner saw. If its payload does not list the choices, any choice is accepted.
            response: What the learner entered, as read from a widget or a JSON file.

        Raises:
            UnansweredError: The response is missing or malformed; the message tells the learner what to enter.
        """

    def missing(self, prompt: Prompt, answer: Answer) -> str:  # noqa: ARG002
        """Return a message about what is missing from an answer, or an empty string if it is complete."""
        return ""

    def grade(self, key: AnswerKey[Answer], answer: Answer) -> Feedback:
        """Return the score and the feedback for a parsed answer.

        Args:
            key: What grades and explains the answer.
            answer: What `parse` returned.
        """
        if answer in key.accepted:
            return Feedback(1.0, "Correct.", key.explanation, key.source)
        found = self.reveals(key, answer)
        message = " ".join(dict.fromkeys(one.message for one in found)) or self.comment(key, answer)
        score = max(self.credit(accepted, answer) for accepted in key.accepted)
        name, sure = (found[0].name, found[0].sure) if found else ("", False)
        return Feedback(score, message, key.explanation, key.source, name, sure)

    def reveals(self, key: AnswerKey[Answer], answer: Answer) -> list[Misconception]:
        """Return the misconceptions that a wrong answer reveals. Feedback names the first one."""
        return [one for one in key.misconceptions if one.answer == answer][:1]

    def credit(self, accepted: Answer, answer: Answer) -> float:  # noqa: ARG002
        """Return the share of the points, from 0 to 1, that a wrong answer earns compared with one accepted answer."""
        return 0.0

    def comment(self, key: AnswerKey[Answer], answer: Answer) -> str:  # noqa: ARG002
        """Return a sentence about a wrong answer that reveals no misconception."""
        return f"You answered {self.describe(answer)}."

    def describe(self, answer: Answer) -> str:
        """Return the answer in words. Equal answers always have the same description."""
        return str(answer)

    def example_mistake(self, key: AnswerKey[Answer]) -> Answer:
        """Return an answer that reveals the first misconception."""
        return cast("Answer", key.misconceptions[0].answer)

    @abstractmethod
    def quiz_item(self, prompt: Prompt, key: AnswerKey[Answer]) -> QuizItem:
        """Return the question for export to course systems."""


_kinds: dict[str, Kind[Any]] = {}
AnyKind = TypeVar("AnyKind", bound=Kind[Any])


def register(kind: type[AnyKind]) -> type[AnyKind]:
    """Register the decorated kind under its current and former names, so that `kind_named` finds it.

    If a kind grades otherwise than before, a subclass takes over the former names, and keeps the old way.
    """
    for name in (kind.name, *kind.former_names):
        _kinds.setdefault(name, kind())
    return kind


def kind_named(name: str) -> Kind[Any]:
    """Return the kind of question with a current or former name.

    Example:
        >>> import massage_billing.questions.kinds
        >>> from massage_billing.questions.model import kind_named
        >>> kind_named("sort").name  # "sort" is the name in version 0.1
        'sorting'

    Raises:
        LookupError: There is no kind with that name.
    """
    try:
        return _kinds[name]
    except KeyError:
        msg = f"There is no question kind {name!r}. A newer version of massage-billing may have it."
        raise LookupError(msg) from None


class About(TypedDict, total=False):
    """Optional keyword arguments of every builder.

    `exhibit` is a document that the question shows, as pairs of a name and a text. `hint` is a hint. `case` names the table row that
    the question uses, so that a session asks about it only once. `objectives` replaces the objectives of the family.
    """

    exhibit: tuple[tuple[str, str], ...]
    hint: str
    case: str
    objectives: tuple[str, ...]


class Question(NamedTuple):
    """A prompt with its key, and the family and seed that it was drawn from.

    Example:
        >>> import massage_billing as mb
        >>> question = mb.draw("eight_minute_rule.one_service", seed=1)
        >>> question
        Question eight_minute_rule.one_service seed=1
    """

    prompt: Prompt
    key: AnswerKey[Any]
    case: str = ""  # the table row that the question uses, so that one session does not ask about it twice
    objectives: tuple[str, ...] = ()  # ids of syllabus.csv
    family: str = ""
    seed: int = 0
    level: int = 1

    def __repr__(self) -> str:
        """Return a short, stable text, so that notebook output does not change."""
        return f"Question {self.family} seed={self.seed}"

    @property
    def kind(self) -> Kind[Any]:
        """Return the kind of the question."""
        return kind_named(self.prompt.kind)

    @property
    def identity(self) -> object:
        """Return a value that is equal for two questions that look the same to a learner."""
        listed = (part for value in self.prompt.payload.values() for part in value)  # regardless of their order
        return self.case or (self.prompt.text, self.prompt.exhibit, frozenset(listed))

    def check(self, response: object) -> Feedback:
        """Return the feedback on a response.

        Example:
            >>> import massage_billing as mb
            >>> question = mb.draw("eight_minute_rule.one_service", seed=1)
            >>> question.check(3).verdict, question.check(2).misconception
            ('Correct.', 'off by one at a boundary')

        Args:
            response: A choice, a collection of choices, a whole number, a number for each code, a group for each card, or the cards in
            order, depending on the kind.

        Returns:
            The score from 0 to 1, a message about the response, the explanation, and the source.

        Raises:
            UnansweredError: The response is missing or malformed; the message tells the learner what to enter.
        """
        kind = self.kind
        answer = kind.parse(self.prompt, response)
        if missing := kind.missing(self.prompt, answer):
            raise UnansweredError(missing)
        return kind.grade(self.key, answer)

    def example_mistake(self) -> Any:
        """Return an answer that reveals the first misconception, as a simulated learner would give."""
        return self.kind.example_mistake(self.key)

    def describe(self, answer: Any) -> str:
        """Return an answer in words.

        Example:
            >>> import massage_billing as mb
            >>> mb.draw("eight_minute_rule.several_services", seed=7).describe({"97140": 2, "97124": 2})
            '97124: 2; 97140: 2'
        """
        return self.kind.describe(answer)


def question(kind: str, text: str, payload: dict[str, Any], key: AnswerKey[Any], **about: Unpack[About]) -> Question:
    """Return a question made of its parts. The builder of each kind calls this.

    Example:
        >>> question("number", "How many units?", {"unit": "units"}, AnswerKey((3,), (), "Why.", "Source"), hint="Count.").prompt.hint
        'Count.'

    Args:
        kind: The name of the kind.
        text: What is asked.
        payload: What the kind needs to display itself, as JSON.
        key: What grades and explains an answer.
        about: Exhibit, hint, case, objectives.
    """
    prompt = Prompt(kind, text, payload, about.get("exhibit", ()), about.get("hint", ""))
    return Question(prompt, key, about.get("case", ""), about.get("objectives", ()))


def wrong_only(
    misconceptions: Iterable[Misconception], accepted: tuple[Any, ...], *, worked_out: bool = False
) -> tuple[Misconception, ...]:
    """Return the misconceptions whose answers are wrong in this question. If two have the same answer, keep the first.

    Example:
        >>> found = [Misconception("a", 1, ""), Misconception("b", 2, ""), Misconception("c", 2, "")]
        >>> [one.name for one in wrong_only(found, accepted=(1,))]
        ['b']

    Args:
        misconceptions: Each with its answer.
        accepted: The right answers.
        worked_out: Whether a learner works out the answer, so that a misconception that is alone in leading to it is sure.
    """
    kept: list[Misconception] = []
    shared: list[Any] = []  # answers to which several lead
    for one in misconceptions:
        before = [other.name for other in kept if other.answer == one.answer]
        if one.answer not in accepted and not before:
            kept.append(one)
        elif before and before != [one.name]:
            shared.append(one.answer)
    return tuple(one._replace(sure=True) if worked_out and one.answer not in shared else one for one in kept)
