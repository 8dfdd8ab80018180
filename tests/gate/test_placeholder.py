"""The placeholder says what it has to say, in any size, letter and light."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from io import BytesIO

from PIL import Image, ImageStat
import pytest

from custom_components.cloudcam_privacy.gate.palette import DAY, NIGHT, Colour, Palette
from custom_components.cloudcam_privacy.gate.placeholder import (
    KEPT_PICTURES,
    PlaceholderText,
    draw_placeholder,
)

ENGLISH = PlaceholderText(
    camera="Living room",
    headline="Private",
    reason="Someone is home",
    until="until 22:00",
    footer="This camera works. It shows nothing on purpose.",
    night=False,
    sure=True,
)
GERMAN = PlaceholderText(
    camera="Küche & Eßzimmer im Obergeschoß",
    headline="Privatsphäre",
    reason="Großmutters Übernachtungsbesuch in der Einliegerwohnung",
    until="voraussichtlich bis Donnerstag, 22:00 Uhr",
    footer="Die Kamera ist in Ordnung. Sie zeigt mit Absicht nichts.",
    night=True,
    sure=False,
)
ENDLESS = PlaceholderText(
    camera="Kamera" * 20_000,
    headline="W" * 20_000,
    reason="weil " * 20_000,
    until="bis morgen " * 20_000,
    footer="x" * 20_000,
    night=False,
    sure=True,
)
SIZES = [
    (64, 64),
    (100, 64),
    (160, 90),
    (200, 200),
    (240, 135),
    (320, 180),
    (320, 240),
    (640, 360),
    (700, 64),
    (64, 700),
    (540, 960),
    (1280, 720),
    (1920, 1080),
]


def changed(text: PlaceholderText, field: str, words: str) -> PlaceholderText:
    return PlaceholderText(**{**asdict(text), field: words})


def opened(jpeg: bytes) -> Image.Image:
    picture = Image.open(BytesIO(jpeg))
    picture.load()
    return picture


@pytest.mark.parametrize("size", SIZES)
def test_picture_has_the_size_asked_for(size: tuple[int, int]) -> None:
    picture = opened(draw_placeholder(ENGLISH, *size))
    assert (picture.format, picture.size) == ("JPEG", size)


def test_picture_without_a_size_is_wide() -> None:
    assert opened(draw_placeholder(ENGLISH, None, None)).size == (1280, 720)
    assert opened(draw_placeholder(ENGLISH, 320, None)).size == (320, 180)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "text", [ENGLISH, GERMAN, ENDLESS], ids=["english", "german", "endless"]
)
def test_nothing_is_cut_off(text: PlaceholderText, size: tuple[int, int]) -> None:
    """Around everything drawn there is a rim of plain background."""
    picture = opened(draw_placeholder(text, *size)).convert("RGB")
    background = (NIGHT if text.night else DAY).background
    width, height = picture.size
    rim = [
        picture.getpixel((x, y))
        for x in range(width)
        for y in (0, 1, height - 2, height - 1)
    ] + [
        picture.getpixel((x, y))
        for x in (0, 1, width - 2, width - 1)
        for y in range(height)
    ]
    assert all(_near(pixel, background) for pixel in rim)


@pytest.mark.parametrize("width", [320, 640, 1920])
@pytest.mark.parametrize("field", ["camera", "headline", "reason", "until", "footer"])
def test_each_text_is_in_the_picture(field: str, width: int) -> None:
    other = changed(ENGLISH, field, "Qualm")
    assert draw_placeholder(other, width, None) != draw_placeholder(
        ENGLISH, width, None
    )


@pytest.mark.parametrize("field", ["camera", "headline", "reason", "until"])
def test_long_texts_are_all_in_a_small_picture(field: str) -> None:
    other = changed(GERMAN, field, "Qualm")
    assert draw_placeholder(other, 320, 180) != draw_placeholder(GERMAN, 320, 180)


@pytest.mark.parametrize(
    ("field", "size"),
    [
        ("footer", (160, 90)),
        ("reason", (100, 100)),
        ("until", (80, 64)),
        ("camera", (64, 64)),
    ],
)
def test_what_is_needed_least_goes_first(field: str, size: tuple[int, int]) -> None:
    """A tiny picture leaves texts out, but never the headline."""
    shown = draw_placeholder(ENGLISH, *size)
    without = changed(ENGLISH, field, "")
    assert draw_placeholder(without, *size) == shown
    assert draw_placeholder(replace(ENGLISH, headline="Qualm"), *size) != shown


def test_missing_texts_leave_no_trace() -> None:
    bare = replace(ENGLISH, reason=None, until=None, footer=None)
    assert draw_placeholder(bare, 320, 180) == draw_placeholder(
        replace(bare, reason="", until=" ", footer="\n"), 320, 180
    )


def test_night_is_dark_and_day_is_light() -> None:
    day, night = (
        ImageStat.Stat(
            opened(draw_placeholder(replace(ENGLISH, night=night), 320, 180))
        ).mean
        for night in (False, True)
    )
    assert min(day) > 190
    assert max(night) < 65


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
def test_words_stand_out(palette: Palette) -> None:
    """WCAG's level AA for text: a contrast of 4.5 to 1."""
    for colour in (palette.text, palette.muted, palette.accent):
        assert _contrast(colour, palette.background) >= 4.5


@pytest.mark.parametrize(
    "name",
    [
        "Küche, Öl, Äpfel, Übung, Straße",
        "Chambre d’Éloïse, où ça, œuf, naïve",
        "Țuica și brânza, Ștefan, ăâî",
        "Łódź, źdźbło, čšž, őű, ğışİ, åæø, ñ¿¡",
        "Γραφείο, Кухня, їжак, ґанок",
        "„Bad“ – 5 € · «là»",
    ],
)
def test_letters_of_europe_are_drawn_as_they_are(name: str) -> None:
    """Each differs from its plain form, and none is drawn as the missing letter."""
    for letter in set(name) - set(" ,"):
        drawn = draw_placeholder(replace(ENGLISH, camera=f"A{letter}A"), 320, 180)
        assert drawn != draw_placeholder(replace(ENGLISH, camera="AA"), 320, 180)
        assert drawn != draw_placeholder(
            replace(ENGLISH, camera="A\N{REPLACEMENT CHARACTER}A"), 320, 180
        )


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("🛋️ Wohnzimmer 🐈", "Wohnzimmer"),
        ("u\u0308ber", "über"),
        ("ȟ, ǰ", "h, j"),
        ("厨房 2", "2"),
        ("a\u202eb\x00c\u200dd", "abcd"),
        ("two\nlines\tand  more", "two lines and more"),
    ],
)
def test_letters_without_a_shape_are_left_out(name: str, drawn: str) -> None:
    """No boxes: what the font lacks becomes its plain form or goes."""
    assert draw_placeholder(
        replace(ENGLISH, camera=name), 320, 180
    ) == draw_placeholder(replace(ENGLISH, camera=drawn), 320, 180)


def test_headline_in_another_script_still_says_private() -> None:
    assert draw_placeholder(
        replace(ENGLISH, headline="私密"), 320, 180
    ) == draw_placeholder(ENGLISH, 320, 180)


def test_same_picture_is_drawn_once() -> None:
    again = replace(ENGLISH)
    assert draw_placeholder(ENGLISH, 320, 180) is draw_placeholder(again, 320, 180)
    assert draw_placeholder(ENGLISH, 320, None) is draw_placeholder(again, None, 180)


def test_cache_is_bounded() -> None:
    first = draw_placeholder(ENGLISH, 64, 64)
    for number in range(KEPT_PICTURES):
        draw_placeholder(replace(ENGLISH, camera=str(number)), 64, 65)
    assert draw_placeholder(ENGLISH, 64, 64) is not first


def test_threads_do_not_disturb_each_other() -> None:
    texts = [
        replace(GERMAN, camera=f"Kamera {number}", night=bool(number % 2))
        for number in range(KEPT_PICTURES + 8)
    ]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda text: draw_placeholder(text, 320, 180), texts))
    assert drawn == [draw_placeholder(text, 320, 180) for text in texts]
    assert len(set(drawn)) == len(texts)


def test_picture_carries_no_words_but_those_in_it() -> None:
    """No comment, no EXIF data: JFIF's own header is all there is."""
    assert set(opened(draw_placeholder(ENGLISH, 320, 180)).info) == {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }


def _near(pixel: object, colour: Colour) -> bool:
    """Tell whether no letter can be there: JPEG strays a little beside its edges."""
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= 48 for one, other in zip(pixel, colour, strict=True))


def _contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: Colour) -> Iterator[float]:
    for value in colour:
        share = value / 255
        yield share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def test_a_check_only_if_it_is_sure() -> None:
    """Green where it is known that nothing is uploaded, else a warning."""
    badge = (0.15 * 1280, 0.5 * 720, 0.3 * 1280, 0.75 * 720)

    def greener(sure: bool) -> bool:
        part = opened(draw_placeholder(replace(ENGLISH, sure=sure), 1280, 720))
        red, green, _ = ImageStat.Stat(part.crop(badge)).mean
        return green > red

    assert greener(True)
    assert not greener(False)
