// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sessionid.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_sessionid {

using namespace Qt::StringLiterals;

class TestSessionId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrites()
    {
        const SessionId id = SessionId::generate();
        QCOMPARE(SessionId::parse(id.toString()), id);
        QCOMPARE(id.toString().size(), 36);
        QVERIFY(id.toString().startsWith(id.shortened()));
    }

    void isNeverTheSameTwice() { QVERIFY(SessionId::generate() != SessionId::generate()); }

    void refusesWhatIsNoCanonicalUuid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("words") << u"let me in, I am a session honestly!!"_s;
        QTest::newRow("braces") << u"{0f8fad5b-d9cb-469f-a165-70867728950e}"_s;
        QTest::newRow("too short") << u"0f8fad5b-d9cb-469f-a165-70867728950"_s;
        QTest::newRow("all zeros") << u"00000000-0000-0000-0000-000000000000"_s;
        QTest::newRow("a path") << u"../../../../../../../../etc/passwd.."_s;
    }

    void refusesWhatIsNoCanonicalUuid()
    {
        QFETCH(QString, text);
        QVERIFY(!SessionId::parse(text));
    }
};

HOLDLINE_TEST(TestSessionId)

} // namespace holdline::tst_sessionid

#include "tst_sessionid.moc"
