// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/spokentext.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_spokentext {

using namespace speech;
using namespace Qt::StringLiterals;

class TestSpokenText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatCanBeSpoken_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QByteArray>>("pieces");
        const auto row = [](const char *name, const QString &text,
                            const QList<QByteArray> &pieces) {
            QTest::newRow(name) << text << pieces;
        };
        row("plain", u"The line is back."_s, {"The line is back."});
        row("typographic quotes", u"It\u2019s \u201Cfine\u201D"_s, {"It's \"fine\""});
        row("accents", u"Caf\u00E9 M\u00FCller"_s, {"Cafe Muller"});
        row("an ellipsis", u"Well\u2026"_s, {"Well..."});
        row("an emoji in between", u"Good \U0001F600 morning"_s, {"Good morning"});
        row("control characters", u"a\u0001\u0007b\tc"_s, {"a b c"});
        row("only Chinese", u"\u4F60\u597D"_s, {});
        row("only punctuation", u"... ?!"_s, {});
        row("nothing", u""_s, {});
    }

    void keepsWhatCanBeSpoken()
    {
        QFETCH(QString, text);
        QFETCH(QList<QByteArray>, pieces);
        QCOMPARE(speakablePieces(text), pieces);
    }

    void cutsLongTextsAtClausesWithoutLosingAWord()
    {
        const QString clause = u"one two three four five six, "_s;
        const auto pieces = speakablePieces(clause.repeated(30));
        QVERIFY(pieces.size() > 1);
        QCOMPARE(QString::fromLatin1(pieces.join(' ')), clause.repeated(30).simplified());
        for (const QByteArray &piece : pieces) {
            QVERIFY(piece.size() <= 200);
            QVERIFY(piece.endsWith(','));
        }
    }

    void breaksEndlessWords()
    {
        for (const QByteArray &piece : speakablePieces(QString(5000, u'a'))) {
            QVERIFY(piece.size() <= 200);
            for (const QByteArray &word : piece.split(' '))
                QVERIFY(word.size() <= 40);
        }
    }
};

HOLDLINE_TEST(TestSpokenText)

} // namespace holdline::tst_spokentext

#include "tst_spokentext.moc"
