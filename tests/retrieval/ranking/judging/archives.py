"""Three short news that have nothing in common."""

from __future__ import annotations

from tests.support.corpora import article

NEWS = (
    article("visit", "زار الوزير مدينة بغداد يوم الأحد. وعقد مؤتمرا صحفيا."),
    article("rain", "هطل المطر على حلب صباح الاثنين."),
    article("match", "فاز المنتخب على ضيفه بهدفين."),
)
