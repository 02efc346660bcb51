// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "tools/demo/summary.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_summary {

using namespace demo;
using namespace Qt::StringLiterals;

class TestSummary : public QObject
{
    Q_OBJECT

    static Summary good()
    {
        return {.exchanges = {{.asked = u"remember that my favorite color is green"_s,
                               .cut = u"question"_s,
                               .recognised = u"Remember that my favorite color is green"_s,
                               .answered = u"I will remember: Your favorite color is green."_s,
                               .heard = u"i well remember your favorite color is green"_s},
                              {.asked = u"what is my favorite color"_s,
                               .cut = u"answer"_s,
                               .recognised = u"What is my favorite color"_s,
                               .answered = u"Your favorite color is green."_s,
                               .heard = u"your favorite color is green"_s}},
                .states = {{u"connecting"_s, Duration(100)}, {u"connected"_s, Duration(200)}},
                .cuts = 1,
                .recovered = {Duration(300)}};
    }

private Q_SLOTS:
    void findsNothingWrongWithAGoodConversation() { QCOMPARE(good().judge(), QStringList()); }

    void tellsWhatIsMissing_data()
    {
        QTest::addColumn<int>("exchange");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("misheard") << 0 << u"recognised"_s << u"who is it"_s << u"understood"_s;
        QTest::newRow("not answered") << 0 << u"answered"_s << u""_s << u"not answered"_s;
        QTest::newRow("silent") << 1 << u"heard"_s << u""_s << u"not heard"_s;
        QTest::newRow("forgetful")
            << 1 << u"answered"_s << u"You have not told me."_s << u"does not know"_s;
    }

    void tellsWhatIsMissing()
    {
        QFETCH(int, exchange);
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, problem);
        Summary summary = good();
        Exchange &changed = summary.exchanges[exchange];
        (field == u"recognised"_s     ? changed.recognised
             : field == u"answered"_s ? changed.answered
                                      : changed.heard) = text;
        QVERIFY2(summary.judge().join(u'\n').contains(problem),
                 qPrintable(summary.judge().join(u'\n')));
    }

    void asksForTwoQuestions()
    {
        Summary summary = good();
        summary.exchanges.removeLast();
        QCOMPARE(summary.judge().size(), 1);
    }

    void writesListsOfEqualLength()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"summary.json"_s);
        QVERIFY(good().write(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonDocument json = QJsonDocument::fromJson(file.readAll());
        for (const QString &list :
             {u"asked"_s, u"recognised"_s, u"answered"_s, u"heard"_s, u"cut"_s})
            QCOMPARE(json[list].toArray().size(), 2);
        QCOMPARE(json[u"cuts"_s].toInt(), 1);
        QCOMPARE(json[u"recovered_ms"_s].toArray(), QJsonArray{300});
        QCOMPARE(json[u"states"_s][1][u"name"_s].toString(), u"connected"_s);
        QVERIFY(!good().write(u"/proc/no/such/folder.json"_s));
    }
};

HOLDLINE_TEST(TestSummary)

} // namespace holdline::tst_summary

#include "tst_summary.moc"
