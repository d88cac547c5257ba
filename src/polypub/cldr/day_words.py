"""Yesterday, today and tomorrow in a hundred languages: CLDR's relative names of days, which Babel lacks."""

from __future__ import annotations

from functools import cache

from polypub.cldr.subtags import likely_subtags, subtags
from polypub.model.locale import Locale

_WORDS = """
af gister|vandag|môre
am ትናንት|ዛሬ|ነገ
ar أمس|اليوم|غدًا
as কালি|আজি|কাইলৈ
az dünən|bu gün|sabah
be учора|сёння|заўтра
bg вчера|днес|утре
bn গতকাল|আজ|আগামীকাল
bs jučer|danas|sutra
bs-Cyrl јуче|данас|сутра
ca ahir|avui|demà
cs včera|dnes|zítra
cy ddoe|heddiw|yfory
da i går|i dag|i morgen
de gestern|heute|morgen
el χθες|σήμερα|αύριο
en yesterday|today|tomorrow
es ayer|hoy|mañana
et eile|täna|homme
eu atzo|gaur|bihar
fa دیروز|امروز|فردا
fi eilen|tänään|huomenna
fil kahapon|ngayong araw|bukas
fo í gjár|í dag|í morgin
fr hier|aujourd’hui|demain
fy gisteren|vandaag|morgen
ga inné|inniu|amárach
gd an-dè|an-diugh|a-màireach
gl onte|hoxe|mañá
gu ગઈકાલે|આજે|આવતીકાલે
ha jiya|yau|gobe
he אתמול|היום|מחר
hi कल|आज|कल
hr jučer|danas|sutra
hsb wčera|dźensa|jutře
hu tegnap|ma|holnap
hy երեկ|այսօր|վաղը
id kemarin|hari ini|besok
ig Ụnyaahụ|Taa|Echi
is í gær|í dag|á morgun
it ieri|oggi|domani
ja 昨日|今日|明日
ka გუშინ|დღეს|ხვალ
kk кеше|бүгін|ертең
km ម្សិលមិញ|ថ្ងៃ\u200bនេះ|ថ្ងៃ\u200bស្អែក
kn ನಿನ್ನೆ|ಇಂದು|ನಾಳೆ
ko 어제|오늘|내일
ky кечээ|бүгүн|эртең
lb gëschter|haut|muer
lo ມື້ວານ|ມື້ນີ້|ມື້ອື່ນ
lt vakar|šiandien|rytoj
lv vakar|šodien|rīt
mk вчера|денес|утре
ml ഇന്നലെ|ഇന്ന്|നാളെ
mn өчигдөр|өнөөдөр|маргааш
mr काल|आज|उद्या
ms semalam|hari ini|esok
mt lbieraħ|illum|għada
my မနေ့က|ယနေ့|မနက်ဖြန်
nb i går|i dag|i morgen
ne हिजो|आज|भोलि
nl gisteren|vandaag|morgen
nn i går|i dag|i morgon
or ଗତକାଲି|ଆଜି|ଆସନ୍ତାକାଲି
pa ਬੀਤਿਆ ਕੱਲ੍ਹ|ਅੱਜ|ਭਲਕੇ
pl wczoraj|dzisiaj|jutro
ps پرون|نن|سبا
pt ontem|hoje|amanhã
pt-PT ontem|hoje|amanhã
rm ier|oz|damaun
ro ieri|azi|mâine
ru вчера|сегодня|завтра
sc eris|oe|cras
sd ڪل|اڄ|سڀاڻي
si ඊයේ|අද|හෙට
sk včera|dnes|zajtra
sl včeraj|danes|jutri
so Shalay|Maanta|Berri
sq dje|sot|nesër
sr јуче|данас|сутра
sr-Latn juče|danas|sutra
sv i går|i dag|i morgon
sw jana|leo|kesho
ta நேற்று|இன்று|நாளை
te నిన్న|ఈ రోజు|రేపు
tg дирӯз|имрӯз|фардо
th เมื่อวาน|วันนี้|พรุ่งนี้
tk düýn|şu gün|ertir
tr dün|bugün|yarın
tt кичә|бүген|иртәгә
ug تۈنۈگۈن|بۈگۈن|ئەتە
uk учора|сьогодні|завтра
ur گزشتہ کل|آج|آئندہ کل
uz kecha|bugun|ertaga
uz-Cyrl кеча|бугун|эртага
vi Hôm qua|Hôm nay|Ngày mai
yo Àná|Òní|Ọ̀la
yue 尋日|今日|聽日
zh 昨天|今天|明天
zh-Hant 昨天|今天|明天
zu izolo|namhlanje|kusasa
"""
"""A tag, then the words for the day before, the day itself and the day after; a script of its own is told."""


@cache
def day_words(locale: Locale) -> tuple[str, str, str] | None:
    """The language's words for yesterday, today and tomorrow, in its script; None where the table has none."""
    parts, filled = subtags(locale), likely_subtags(subtags(locale))
    bare = f"{parts.language}-{filled.script}"
    usual = likely_subtags(parts._replace(script="", territory="")).script == filled.script
    tags = (f"{parts.language}-{filled.territory}", bare, *((parts.language,) if usual else ()))
    return next((_table()[tag] for tag in tags if tag in _table()), None)


@cache
def _table() -> dict[str, tuple[str, str, str]]:
    rows = (line.split(" ", 1) for line in _WORDS.strip().splitlines())
    return {tag: (before, itself, after) for tag, words in rows for before, itself, after in [words.split("|")]}
