"""English."""

from typing import Final

from .table import ALL, Language, Spoken, Wish, figures
from .times import DayPart, TimeWords

_SOMEBODY: Final = "(anyone|anybody|someone|somebody)"

_RAISE: Final = (
    Spoken(
        "[please] (give|get) (me|us) [some] privacy[ here][ (in|at|on) {area}]<end>"
    ),
    Spoken(
        "(i|we) (want|need|would like) [some] privacy[ here][ (in|at|on) {area}]<end>"
    ),
    Spoken("[please] go private[ (in|at|on) {area}]<end>"),
    Spoken("[please] (make|set|turn|switch) {name} [to] private<end>"),
    Spoken(
        "[please] (stop|pause) [all] [of] [the|my|our] cameras (in|at|on) {area}<end>"
    ),
    Spoken("[please] (stop|pause) [all] [of] [the|my|our] cameras<end>", {"name": ALL}),
    Spoken("[please] (stop|pause) {name} camera<end>"),
    Spoken("[please] (stop|do not) (watching|filming|watch|film) (me|us)<end>"),
    Spoken("[please] (give|get) (me|us) [some] privacy (in|at|on|for|until)"),
    Spoken("[please] make [the] [camera] private<end>"),
)
_ASK: Final = (
    Spoken(
        f"is {_SOMEBODY} (watching|filming|looking at) (me|us)", {"about": "watching"}
    ),
    Spoken(f"is {_SOMEBODY} watching", {"about": "watching"}),
    Spoken(
        f"is {_SOMEBODY} (watching|looking through) {{name}} camera",
        {"about": "watching"},
    ),
    Spoken("who is (watching|filming|looking at) (me|us)", {"about": "watching"}),
    Spoken("am i being (watched|filmed)", {"about": "watching"}),
    Spoken("(is|are) {name} private", {"about": "private"}),
    Spoken("why (is|are) {name} [not] (private|open|blurred)"),
    Spoken("how private (is|are) {name}"),
    Spoken("(how long|until when) (is|are) {name} private"),
    Spoken("how long will {name} be private"),
)
_RESUME: Final = (
    Spoken(
        "(turn|set|put|switch) [all] [the|my|our] cameras [back] to automatic",
        {"name": ALL},
    ),
    Spoken("(turn|set|put|switch) {name} (camera|cameras) [back] to automatic"),
    Spoken("(end|stop) [the] privacy[ (in|at|on|for|of) {area}]"),
)

_ANSWERS: Final = {
    "and": " and ",
    "one": "{names} is {mode}{until}{reason}.",
    "many": "{names} are {mode}{until}{reason}.",
    "until": " until {time}",
    "further_notice": " until further notice",
    "reason": ": {reasons}",
    "yes": "Yes. ",
    "no": "No. ",
    "resumed": "Back to automatic. ",
    "gate_only": "Nothing is set up that stops the uploads of {names}.",
    "not_watched": "Nobody is watching.",
    "watched": "Somebody is watching {names}.",
    "not_known_if_watched": "I cannot tell whether somebody is watching {names}.",
    "mode_open": "open",
    "mode_local": "visible at home only",
    "mode_blurred": "blurred",
    "mode_private": "private",
    "override": "set by hand",
    "resting": "no rule asks for privacy",
    "unsure": "{rule}, which is not known for sure",
    "hidden": "the household keeps the reason to itself",
    "which": "Which camera or room? Say it again with its name. Nothing has changed.",
    "unknown": "I know no guarded camera called {place}. Nothing has changed.",
    "none_in": "There is no guarded camera in {place}. Nothing has changed.",
    "which_duration": "I did not understand for how long. Nothing has changed.",
    "which_time": "I did not understand until when. Nothing has changed.",
    "may_not_lower": "I may not make cameras less private. Nothing has changed.",
    "failed": "That did not work: {error}",
    "not_set_up": "Cloudcam Privacy is not running.",
}

ENGLISH: Final = Language(
    code="en",
    sentences={Wish.RAISE: _RAISE, Wish.ASK: _ASK, Wish.RESUME: _RESUME},
    ends=(" for {duration} [please]", " until {until} [please]", " [please]"),
    fillers=r"^(?:(?:cameras? (?:in|at|on|of)|all|the|my|our|this)\b ?)+",
    camera=r" ?\bcameras?$",
    stems=(),
    everywhere=(
        r"all|everything|everywhere|every camera|(?:the )?(?:whole )?house"
        r"|(?:all )?(?:of )?(?:the |my |our )?cameras"
    ),
    here=r"(?:in )?here|this room|me|us",
    times=TimeWords(
        numbers={
            **figures(
                "zero one two three four five six seven eight nine ten eleven twelve"
                " thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
                "twenty thirty forty fifty sixty seventy eighty ninety",
                "{ten} {unit}",
            ),
            **dict.fromkeys(("noon", "midday"), "12 pm"),
            "midnight": "0",
        },
        durations=(
            (r"\b3 quarters of an hour\b", "45 min"),
            (r"\b(?:an? |1 )?quarter (?:of an )?hour\b", "15 min"),
            (r"\bhalf an hour\b|\b(?:a |1 )?half hour\b", "30 min"),
            (r"\b(?:an|a)\b(?= (?:hour|minute|second|day|half))", "1"),
            (r"\b(\d+) and 1 half\b", r"\1.5"),
            (r"\b(\d+) (hour|minute)s? and (?:a|1) half\b", r"\1.5 \2"),
            (r"\b(?:hours?|hrs?)\b", "h"),
            (r"\b(?:minutes?|mins?)\b", "min"),
            (r"\b(?:seconds?|secs?)\b", "s"),
            (r"\bdays?\b", "d"),
            (r"\band\b", " "),
        ),
        clock=(
            (r"^at ", ""),
            (r"^(\d+)\.(\d\d)$", r"\1:\2"),
            (r"^half past (\d+)$", r"\1:30"),
            (r"^(?:a )?quarter past (\d+)$", r"\1:15"),
            (r"^(?:a )?quarter to (\d+)$", r"\1:00 -15"),
            (r"^(\d+) (?:minutes? )?past (\d+)$", r"\2:00 +\1"),
            (r"^(\d+) (?:minutes? )?to (\d+)$", r"\2:00 -\1"),
            (r"^(\d+) (\d\d)$", r"\1:\2"),
            (r"^(\d+)(?: oclock)?$", r"\1:00"),
        ),
        parts=(
            (r" ?\bam\b|\bin the morning\b|\bmorning\b", DayPart.AM),
            (r" ?\bpm\b|\bin the (?:afternoon|evening)\b", DayPart.PM),
            (r"\b(?:this (?:afternoon|evening)|tonight)\b", DayPart.PM),
            (r"\bat night\b", DayPart.NIGHT),
        ),
        tomorrow=r"\btomorrow\b",
    ),
    weekdays=(
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
    answers=_ANSWERS,
)
