// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/voicelist.h"

#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_voicelist {

using namespace speech;
using namespace Qt::StringLiterals;

class TestVoiceList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryWayToWriteIt_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("names") << QByteArray(R"({"voices":["bella","nicole"]})");
        QTest::newRow("objects") << QByteArray(
            R"({"voices":[{"id":"bella","name":"Bella"},{"voice_id":"nicole"}]})");
        QTest::newRow("a list of data")
            << QByteArray(R"({"object":"list","data":[{"id":"bella"},{"id":"nicole"}]})");
        QTest::newRow("pages") << QByteArray(R"({"items":[{"id":"bella"},{"name":"nicole"}]})");
        QTest::newRow("a bare list") << QByteArray(R"(["bella",{"id":"nicole"}])");
    }

    void knowsEveryWayToWriteIt()
    {
        QFETCH(QByteArray, body);
        const auto voices = decodeVoiceList(body, u"kokoro"_s);
        QCOMPARE(voices.size(), 2);
        QCOMPARE(voices[0].id, u"bella"_s);
        QCOMPARE(voices[1].id, u"nicole"_s);
        QCOMPARE(voices[1].name, u"nicole"_s);
        QCOMPARE(voices[1].engine, u"kokoro"_s);
    }

    void tellsNameAndLanguage()
    {
        const auto voices = decodeVoiceList(
            R"({"voices":[{"id":"de_1","name":"Anna","language":"de"}]})", u"piper"_s);
        QCOMPARE(voices.size(), 1);
        QCOMPARE(voices[0].name, u"Anna"_s);
        QCOMPARE(voices[0].language, u"de"_s);
    }

    void leavesOutWhatIsNoVoice_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("no list") << QByteArray(R"({"detail":"Not Found"})");
        QTest::newRow("no ids") << QByteArray(R"({"voices":[{},7,null,"","two words"]})");
        QTest::newRow("long ids") << QByteArray(R"({"voices":[")" + QByteArray(65, 'x') + R"("]})");
    }

    void leavesOutWhatIsNoVoice()
    {
        QFETCH(QByteArray, body);
        QVERIFY(decodeVoiceList(body, {}).empty());
    }

    void endsAListThatIsTooLong()
    {
        const QByteArray body = "[" + QByteArray(R"("a",)").repeated(5000) + R"("a"])";
        QCOMPARE(decodeVoiceList(body, {}).size(), 500);
    }
};

HOLDLINE_TEST(TestVoiceList)

} // namespace holdline::tst_voicelist

#include "tst_voicelist.moc"
