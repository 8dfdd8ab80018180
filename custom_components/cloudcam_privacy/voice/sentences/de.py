"""German."""

from typing import Final

from .table import ALL, Language, Spoken, Wish, figures
from .times import DayPart, TimeWords

_IN: Final = "(im|in der|in dem|in|am|auf dem|auf der)"
_SOMEBODY: Final = "(jemand|wer|irgendwer)"
_SET: Final = "(stell|stelle|setz|setze|schalte|mach|mache)"
_STOP: Final = "(stopp|stoppe|pausiere)"

_RAISE: Final = (
    Spoken(
        f"[bitte] (gib|gebt) (mir|uns) [bitte] [etwas] privatsphäre[ hier][ {_IN} {{area}}]<end>"
    ),
    Spoken(
        "(ich|wir) (möchte|möchten|will|wollen|brauche|brauchen) [etwas] privatsphäre"
        f"[ hier][ {_IN} {{area}}]<end>"
    ),
    Spoken(f"[bitte] {_SET} {{name}}<end> privat"),
    Spoken(f"[bitte] {_SET} {{name}}<end> auf privat"),
    Spoken(f"[bitte] {_SET} {{name}} [auf] privat<end>"),
    Spoken(f"[bitte] {_STOP} [alle] [die] kameras {_IN} {{area}}<end>"),
    Spoken(f"[bitte] {_STOP} [alle] [die] kameras<end>", {"name": ALL}),
    Spoken("[bitte] halte [alle] [die] kameras<end> an", {"name": ALL}),
    Spoken(f"[bitte] {_STOP} die kamera {_IN} {{area}}<end>"),
    Spoken(f"[bitte] {_STOP} die {{name}}kamera<end>"),
    Spoken(f"[bitte] (gib|gebt) (mir|uns) [etwas] privatsphäre ({_IN}|für|bis)"),
    Spoken(f"[bitte] {_SET} [die] [kamera]<end> privat"),
)
_ASK: Final = (
    Spoken(
        f"(beobachtet|sieht|filmt) (mich|uns) [gerade] {_SOMEBODY}",
        {"about": "watching"},
    ),
    Spoken(
        f"(schaut|guckt|sieht) (mir|uns) [gerade] {_SOMEBODY} zu", {"about": "watching"}
    ),
    Spoken(f"(schaut|guckt) [gerade] {_SOMEBODY} zu", {"about": "watching"}),
    Spoken("wer (beobachtet|sieht|filmt) (mich|uns) [gerade]", {"about": "watching"}),
    Spoken(
        "(werde ich|werden wir) [gerade] (beobachtet|gefilmt)", {"about": "watching"}
    ),
    Spoken("(ist|sind) {name} privat", {"about": "private"}),
    Spoken("(warum|wieso|weshalb) (ist|sind) {name} [nicht] (privat|offen|unscharf)"),
    Spoken("wie privat (ist|sind) {name}"),
    Spoken("(bis wann|wie lange) (ist|bleibt|sind|bleiben) {name} [noch] privat"),
)
_RESUME: Final = (
    Spoken(f"{_SET} [alle] [die] kameras [wieder|zurück] auf automatik", {"name": ALL}),
    Spoken(f"{_SET} die kamera {_IN} {{area}} [wieder|zurück] auf automatik"),
    Spoken(f"{_SET} [die] kamera {{name}} [wieder|zurück] auf automatik"),
    Spoken(f"{_SET} die {{name}}kamera [wieder|zurück] auf automatik"),
    Spoken(f"(beende|beendet) die privatsphäre[ ({_IN}|für) {{area}}]"),
)

_ANSWERS: Final = {
    "and": " und ",
    "one": "{names} ist {mode}{until}{reason}.",
    "many": "{names} sind {mode}{until}{reason}.",
    "until": " bis {time}",
    "further_notice": " bis auf Weiteres",
    "reason": ": {reasons}",
    "yes": "Ja. ",
    "no": "Nein. ",
    "resumed": "Wieder auf Automatik. ",
    "gate_only": "Für {names} ist nichts eingerichtet, was das Hochladen anhält.",
    "not_watched": "Niemand schaut zu.",
    "watched": "Jemand sieht gerade {names}.",
    "not_known_if_watched": "Ob jemand {names} sieht, kann ich nicht sagen.",
    "mode_open": "offen",
    "mode_local": "nur zu Hause sichtbar",
    "mode_blurred": "unscharf",
    "mode_private": "privat",
    "override": "von Hand eingestellt",
    "resting": "keine Regel verlangt Privatsphäre",
    "unsure": "{rule}, was nicht sicher bekannt ist",
    "hidden": "den Grund behält der Haushalt für sich",
    "which": "Welche Kamera oder welcher Raum? Bitte sag es noch einmal mit Namen. Geändert hat sich nichts.",
    "unknown": "Ich kenne keine bewachte Kamera namens {place}. Geändert hat sich nichts.",
    "none_in": "Hier gibt es keine bewachte Kamera: {place}. Geändert hat sich nichts.",
    "which_duration": "Ich habe nicht verstanden, wie lange. Geändert hat sich nichts.",
    "which_time": "Ich habe nicht verstanden, bis wann. Geändert hat sich nichts.",
    "may_not_lower": "Ich darf Kameras nicht weniger privat machen. Geändert hat sich nichts.",
    "failed": "Das hat nicht geklappt: {error}",
    "not_set_up": "Cloudcam Privacy läuft nicht.",
}

_NUMBERS: Final = figures(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn"
    " vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "{unit}und{ten}",
)

GERMAN: Final = Language(
    code="de",
    sentences={Wish.RAISE: _RAISE, Wish.ASK: _ASK, Wish.RESUME: _RESUME},
    ends=(" für {duration}", " bis {until}", ""),
    fillers=(
        r"^(?:(?:kameras? (?:im|in|am|an|auf|vom|von)|alle|die|der|das|den|dem"
        r"|meine[nmr]?|unsere[nmr]?|im|in|am)\b ?)+"
    ),
    camera=r" ?kameras?$",
    stems=((r"n$", ""), (r"s$", ""), (r"en$", "")),
    everywhere=(
        r"alle|alles|überall|jede kamera|(?:das )?(?:ganze[ns]? )?haus"
        r"|(?:alle )?(?:die |meine |unsere )?kameras"
    ),
    here=r"hier|hier drin|diese[mnrs]? raum|diese[mnrs]? zimmer",
    times=TimeWords(
        numbers={
            **_NUMBERS,
            **dict.fromkeys(("eins", "eine", "einen", "einem", "einer"), "1"),
            **{f"{word}einhalb": f"{figure}.5" for word, figure in _NUMBERS.items()},
            "eineinhalb": "1.5",
            "anderthalb": "1.5",
            "zwo": "2",
            "mittag": "12 mittags",
            "mitternacht": "0",
        },
        durations=(
            (r"\b(?:3 ?viertel|(?:1 )?dreiviertel) ?stunden?\b", "45 min"),
            (r"\b(?:1 )?viertel ?stunde\b", "15 min"),
            (r"\b(\d+) und 1 halbe (stunde|minute)\b", r"\1.5 \2"),
            (r"\b(?:1 )?halben? stunde\b", "30 min"),
            (r"\b(?:stunden?|std)\b", "h"),
            (r"\b(?:minuten?|min)\b", "min"),
            (r"\b(?:sekunden?|sek)\b", "s"),
            (r"\btag(?:en?)?\b", "d"),
            (r"\bund\b", " "),
        ),
        clock=(
            (r"^heute ?", ""),
            (r"^um ", ""),
            (r"^halb (\d+)$", r"\1:00 -30"),
            (r"^viertel nach (\d+)$", r"\1:15"),
            (r"^viertel vor (\d+)$", r"\1:00 -15"),
            (r"^(?:3 ?viertel|dreiviertel) (\d+)$", r"\1:00 -15"),
            (r"^viertel (\d+)$", r"\1:00 -45"),
            (r"^(\d+) (?:minuten? )?nach (\d+)$", r"\2:00 +\1"),
            (r"^(\d+) (?:minuten? )?vor (\d+)$", r"\2:00 -\1"),
            (r"^(\d+)(?:[.:]| uhr )(\d\d)(?: uhr)?$", r"\1:\2"),
            (r"^(\d+)(?: uhr)?$", r"\1:00"),
        ),
        parts=(
            (r"\b(?:morgens|vormittags?|früh)\b", DayPart.AM),
            (r"\b(?:mittags|nachmittags?|abends?)\b", DayPart.PM),
            (r"\b(?:nachts|nacht)\b", DayPart.NIGHT),
        ),
        tomorrow=r"(?<!heute )\bmorgen\b",
    ),
    weekdays=(
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ),
    answers=_ANSWERS,
)
