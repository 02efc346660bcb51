// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/sentencecutter.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_sentencecutter {

using namespace server;
using namespace Qt::StringLiterals;

namespace {

QStringList described(const std::vector<Sentence> &sentences)
{
    QStringList result;
    for (const Sentence &sentence : sentences)
        result += u"%1 %2"_s.arg(sentence.character).arg(sentence.text);
    return result;
}

/// All sentences of a text that comes in pieces of `step` characters.
QStringList cut(const QString &text, qsizetype step)
{
    SentenceCutter cutter;
    QStringList result;
    for (qsizetype at = 0; at < text.size(); at += step)
        result += described(cutter.add(text.mid(at, step)));
    return result + described(cutter.finish());
}

} // namespace

class TestSentenceCutter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhereEachSentenceBegins_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("sentences");
        QTest::newRow("one") << u"Hello."_s << QStringList{u"0 Hello."_s};
        QTest::newRow("three") << u"One. Two three. Four"_s
                               << QStringList{u"0 One."_s, u"5 Two three."_s, u"16 Four"_s};
        QTest::newRow("white space of all kinds")
            << u"One\n two.\n\n  Three. "_s << QStringList{u"0 One two."_s, u"13 Three."_s};
        QTest::newRow("no end of a number")
            << u"It is 3.5. Yes."_s << QStringList{u"0 It is 3.5."_s, u"11 Yes."_s};
        QTest::newRow("nothing") << u" \n "_s << QStringList();
    }

    void saysWhereEachSentenceBegins()
    {
        QFETCH(QString, text);
        QTEST(cut(text, text.size()), "sentences");
    }

    void theSameTextGivesTheSameSentences()
    {
        const QString text = u"Dr. Smith came, at 3.5 km/h. He said: \"Hello!\" "_s
            + u"and so on, "_s.repeated(40) + u".\n\nThen he left. And"_s;
        const QStringList whole = cut(text, text.size());
        QVERIFY(whole.size() > 4);
        for (qsizetype step = 1; step < 40; ++step)
            QCOMPARE(cut(text, step), whole);
    }

    void longSentencesAreSpokenInPieces_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QStringList>("pieces");
        QTest::newRow("short enough") << u"One, two."_s << QStringList{u"One, two."_s};
        QTest::newRow("at a comma")
            << u"One, two three."_s << QStringList{u"One,"_s, u"two three."_s};
        QTest::newRow("between words")
            << u"One two three four"_s << QStringList{u"One two"_s, u"three four"_s};
        QTest::newRow("inside an endless word")
            << u"Abcdefghijklmnop"_s << QStringList{u"Abcdefghij"_s, u"klmnop"_s};
        QTest::newRow("digits are words")
            << u"12 345"_s << QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s};
        QTest::newRow("so are signs") << u"a%%b"_s << QStringList{u"a%"_s, u"%b"_s};
        QTest::newRow("capitals are spelled")
            << u"Anna ABCD"_s << QStringList{u"Anna"_s, u"ABC"_s, u"D"_s};
        QTest::newRow("Chinese syllables take longer")
            << u"你好吗再见"_s << QStringList{u"你好吗"_s, u"再见"_s};
        QTest::newRow("at a wide comma") << u"你好，再见"_s << QStringList{u"你好，"_s, u"再见"_s};
        QTest::newRow("nothing") << QString() << QStringList{QString()};
    }

    void longSentencesAreSpokenInPieces()
    {
        QFETCH(QString, sentence);
        QStringList cutPieces;
        qsizetype begin = 0;
        for (const qsizetype end : pieceEnds(sentence, 10)) {
            cutPieces += sentence.mid(begin, end - begin).trimmed();
            begin = end;
        }
        QTEST(cutPieces, "pieces");
    }

    void speaksTheWordsAndKeepsWhatIsWritten()
    {
        SentenceCutter cutter;
        std::vector<Sentence> sentences = cutter.add(
            u"# Prices\n\n- **Tea** costs $2.\n- Milk\n\nLook:\n```python\nx = 1. y = 2\n```\nDone."_s);
        for (const Sentence &last : cutter.finish())
            sentences.push_back(last);
        QStringList spoken;
        for (const Sentence &sentence : sentences)
            spoken += sentence.spoken.text;
        QCOMPARE(spoken,
                 (QStringList{u"Prices."_s, u"Tea costs 2 dollars."_s, u"Milk."_s, u"Look:"_s,
                              u"Here is some Python code."_s, QString(), u"Done."_s}));
        QCOMPARE(described(sentences),
                 (QStringList{u"0 # Prices"_s, u"10 - **Tea** costs $2."_s, u"30 - Milk"_s,
                              u"38 Look:"_s, u"44 ```python"_s, u"54 x = 1. y = 2 ```"_s,
                              u"71 Done."_s}));
    }

    void cutsLongSentencesWhereTheirWrittenWordsAreKnown()
    {
        SentenceCutter cutter;
        const QString text = u"**Rent** is $1,200, "_s.repeated(20) + u"and so on."_s;
        std::vector<Sentence> pieces = cutter.add(text);
        for (const Sentence &last : cutter.finish())
            pieces.push_back(last);
        QVERIFY(pieces.size() > 3);
        QString written;
        QString spoken;
        for (const Sentence &piece : pieces) {
            QVERIFY(text.sliced(piece.character).startsWith(piece.text));
            written += piece.text + u' ';
            spoken += piece.spoken.text + u' ';
        }
        QCOMPARE(written.trimmed(), text);
        QCOMPARE(spoken.trimmed(), u"Rent is 1200 dollars, "_s.repeated(20) + u"and so on."_s);
    }
};

HOLDLINE_TEST(TestSentenceCutter)

} // namespace holdline::tst_sentencecutter

#include "tst_sentencecutter.moc"
