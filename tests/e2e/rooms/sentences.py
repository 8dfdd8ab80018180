"""What is typed into Assist, in English and German, and what comes of it."""

from typing import Final

from .house import CAMERAS
from .sentence import Sentence, at_next, lasting, tomorrow_at

KITCHEN: Final = ("Kitchen",)
BEDROOM: Final = ("Bedroom",)
FRONT_DOOR: Final = ("Front door",)
GARDEN: Final = ("Garden",)
NONE: Final = ()

_KITCHEN_IS_BARE: Final = " Nothing is set up that stops the uploads of Kitchen."
_KUECHE_IST_BLANK: Final = (
    " Für Kitchen ist nichts eingerichtet, was das Hochladen anhält."
)
_ALL: Final = "Kitchen, Bedroom, Front door and Garden"
_ALLE: Final = "Kitchen, Bedroom, Front door und Garden"
_WHICH: Final = "Which camera or room? Say it again with its name. Nothing has changed."
_WELCHE: Final = (
    "Welche Kamera oder welcher Raum? Bitte sag es noch einmal mit Namen."
    " Geändert hat sich nichts."
)
_NOT_LESS: Final = "I may not make cameras less private. Nothing has changed."
_NICHT_WENIGER: Final = (
    "Ich darf Kameras nicht weniger privat machen. Geändert hat sich nichts."
)


SENTENCES: Final = (
    # Raising: by room, alias, camera and floor, with and without an end.
    Sentence(
        says="Give me privacy in the bedroom for one hour.",
        answer="Bedroom is private until {end}: set by hand.",
        private=BEDROOM,
        end=lasting(hours=1),
    ),
    Sentence(
        says="give me privacy in the bedroom for an hour and a half",
        answer="Bedroom is private until {end}: set by hand.",
        private=BEDROOM,
        end=lasting(hours=1.5),
    ),
    Sentence(
        says="I want some privacy in the master suite until ten",
        answer="Bedroom is private until {end}: set by hand.",
        private=BEDROOM,
        end=at_next(10, 22),
    ),
    Sentence(
        says="Make the kitchen camera private until 10 p.m.",
        answer="Kitchen is private until {end}: set by hand." + _KITCHEN_IS_BARE,
        private=KITCHEN,
        end=at_next(22),
    ),
    Sentence(
        says="make the hob cam private for 45 minutes",
        answer="Kitchen is private until {end}: set by hand." + _KITCHEN_IS_BARE,
        private=KITCHEN,
        end=lasting(minutes=45),
    ),
    Sentence(
        says="stop the doorbell camera for ninety seconds",
        answer="Front door is private until {end}: set by hand.",
        private=FRONT_DOOR,
        end=lasting(seconds=90),
    ),
    Sentence(
        says="make upstairs private for half an hour",
        answer="Bedroom is private until {end}: set by hand.",
        private=BEDROOM,
        end=lasting(minutes=30),
    ),
    Sentence(
        says="go private in the garden",
        answer="Garden is private until further notice: set by hand.",
        private=GARDEN,
    ),
    Sentence(
        says="Stop the cameras!",
        answer=f"{_ALL} are private until further notice: set by hand."
        + _KITCHEN_IS_BARE,
        private=CAMERAS,
    ),
    Sentence(
        says="Gib mir Privatsphäre im Schlafzimmer für eine Stunde.",
        answer="Bedroom ist privat bis {end}: von Hand eingestellt.",
        language="de",
        private=BEDROOM,
        end=lasting(hours=1),
    ),
    Sentence(
        says="gib mir Privatsphäre im Schlafzimmer für anderthalb Stunden",
        answer="Bedroom ist privat bis {end}: von Hand eingestellt.",
        language="de",
        private=BEDROOM,
        end=lasting(hours=1.5),
    ),
    Sentence(
        says="mach die Küchenkamera bis zehn privat",
        answer="Kitchen ist privat bis {end}: von Hand eingestellt."
        + _KUECHE_IST_BLANK,
        language="de",
        private=KITCHEN,
        end=at_next(10, 22),
    ),
    Sentence(
        says="Stell den Garten auf privat bis viertel nach eins.",
        answer="Garden ist privat bis {end}: von Hand eingestellt.",
        language="de",
        private=GARDEN,
        end=at_next(1, 13, minute=15),
    ),
    Sentence(
        says="Mach das Obergeschoss für eine halbe Stunde privat.",
        answer="Bedroom ist privat bis {end}: von Hand eingestellt.",
        language="de",
        private=BEDROOM,
        end=lasting(minutes=30),
    ),
    Sentence(
        says="stoppe die Haustürkamera",
        answer="Front door ist privat bis auf Weiteres: von Hand eingestellt.",
        language="de",
        private=FRONT_DOOR,
    ),
    Sentence(
        says="mach alle Kameras bis morgen früh um sieben privat",
        answer=f"{_ALLE} sind privat bis {{end}}: von Hand eingestellt."
        + _KUECHE_IST_BLANK,
        language="de",
        private=CAMERAS,
        end=tomorrow_at(7),
    ),
    Sentence(
        says="halte alle Kameras für zwanzig Minuten an",
        answer=f"{_ALLE} sind privat bis {{end}}: von Hand eingestellt."
        + _KUECHE_IST_BLANK,
        language="de",
        private=CAMERAS,
        end=lasting(minutes=20),
    ),
    # "Here" is where the tablet hangs.
    Sentence(
        says="give me privacy for an hour and a half",
        answer="Bedroom is private until {end}: set by hand.",
        to_tablet=True,
        private=BEDROOM,
        end=lasting(hours=1.5),
    ),
    Sentence(
        says="stop watching me",
        answer="Bedroom is private until further notice: set by hand.",
        to_tablet=True,
        private=BEDROOM,
    ),
    Sentence(
        says="give me privacy here until tomorrow at seven",
        answer="Bedroom is private until {end}: set by hand.",
        to_tablet=True,
        private=BEDROOM,
        end=tomorrow_at(7),
    ),
    Sentence(
        says="ich brauche Privatsphäre hier",
        answer="Bedroom ist privat bis auf Weiteres: von Hand eingestellt.",
        language="de",
        to_tablet=True,
        private=BEDROOM,
    ),
    # Half of a sentence, and what makes no sense: nothing changes.
    Sentence(says="give me privacy", answer=_WHICH),
    Sentence(says="give me privacy here for an hour", answer=_WHICH),
    Sentence(says="make private until ten", answer=_WHICH),
    Sentence(
        says="give me privacy in the kitchen for a while",
        answer="I did not understand for how long. Nothing has changed.",
    ),
    Sentence(
        says="make the kitchen private until the cows come home",
        answer="I did not understand until when. Nothing has changed.",
    ),
    Sentence(
        says="make the cellar private",
        answer="I know no guarded camera called cellar. Nothing has changed.",
    ),
    Sentence(
        says="give me privacy in the garage",
        answer="There is no guarded camera in Garage. Nothing has changed.",
    ),
    Sentence(says="gib mir Privatsphäre für", answer=_WELCHE, language="de"),
    Sentence(
        says="mach die Küche bis irgendwann privat",
        answer="Ich habe nicht verstanden, bis wann. Geändert hat sich nichts.",
        language="de",
    ),
    Sentence(
        says="mach den Keller privat",
        answer="Ich kenne keine bewachte Kamera namens Keller."
        " Geändert hat sich nichts.",
        language="de",
    ),
    # Questions.
    Sentence(
        says="Is the bedroom camera private?",
        answer="Yes. Bedroom is private until further notice: set by hand.",
        before=BEDROOM,
        private=BEDROOM,
    ),
    Sentence(
        says="is the garden private",
        answer="No. Garden is open: no rule asks for privacy.",
    ),
    Sentence(
        says="Why is the front door camera private?",
        answer="Front door is private: Someone is home.",
        anna_is_home=True,
        private=CAMERAS,
    ),
    Sentence(says="is anyone watching me", answer="Nobody is watching."),
    Sentence(
        says="warum ist die Küche privat",
        answer="Kitchen ist privat: Someone is home." + _KUECHE_IST_BLANK,
        language="de",
        anna_is_home=True,
        private=CAMERAS,
    ),
    Sentence(
        says="Ist das Schlafzimmer privat?",
        answer="Nein. Bedroom ist offen: keine Regel verlangt Privatsphäre.",
        language="de",
    ),
    Sentence(says="schaut mir jemand zu", answer="Niemand schaut zu.", language="de"),
    # Lowering: where voice may not, it says so; where it may, it does.
    Sentence(
        says="turn the bedroom camera back to automatic",
        answer=_NOT_LESS,
        before=BEDROOM,
        private=BEDROOM,
    ),
    Sentence(
        says="end the privacy in the garden",
        answer=_NOT_LESS,
        before=CAMERAS,
        private=CAMERAS,
    ),
    Sentence(
        says="stell die Schlafzimmerkamera wieder auf Automatik",
        answer=_NICHT_WENIGER,
        language="de",
        before=BEDROOM,
        private=BEDROOM,
    ),
    Sentence(
        says="turn the bedroom camera back to automatic",
        answer="Back to automatic. Bedroom is open: no rule asks for privacy.",
        before=BEDROOM,
        may_lower=True,
    ),
    Sentence(
        says="end the privacy in the garden",
        answer="Back to automatic. Garden is open: no rule asks for privacy.",
        before=GARDEN,
        may_lower=True,
    ),
    Sentence(
        says="beende die Privatsphäre in der Küche",
        answer="Wieder auf Automatik. Kitchen ist offen: keine Regel verlangt"
        " Privatsphäre.",
        language="de",
        before=(*KITCHEN, *BEDROOM),
        private=BEDROOM,
        may_lower=True,
    ),
    # An hour of privacy takes nothing away from what was to last.
    Sentence(
        says="give me privacy in the bedroom for one hour",
        answer="Bedroom is private until further notice: set by hand.",
        before=BEDROOM,
        private=BEDROOM,
        may_lower=True,
    ),
)
