// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/hypothesis.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_hypothesis {

using namespace speech;
using namespace Qt::StringLiterals;

class TestHypothesis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsASentence_data()
    {
        QTest::addColumn<QByteArray>("hypothesis");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("plain words") << "what time is it"_ba << u"What time is it"_s;
        QTest::newRow("first person")
            << "what did i say and i'm in"_ba << u"What did I say and I'm in"_s;
        QTest::newRow("sentence marks") << "<s> hello <sil> there </s>"_ba << u"Hello there"_s;
        QTest::newRow("noise") << "[NOISE] hello ++UM++ [COUGH]"_ba << u"Hello"_s;
        QTest::newRow("pronunciation variants") << "the(2) line(3) is"_ba << u"The line is"_s;
        QTest::newRow("only fillers") << "<s> <sil> </s>"_ba << u""_s;
        QTest::newRow("nothing") << ""_ba << u""_s;
    }

    void readsAsASentence()
    {
        QFETCH(QByteArray, hypothesis);
        QFETCH(QString, sentence);
        QCOMPARE(sentenceFrom(hypothesis.constData()), sentence);
    }

    void isEmptyWithoutAnyHypothesis() { QCOMPARE(sentenceFrom(nullptr), QString()); }
};

HOLDLINE_TEST(TestHypothesis)

} // namespace holdline::tst_hypothesis

#include "tst_hypothesis.moc"
