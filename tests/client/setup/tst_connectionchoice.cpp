// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/connectionchoice.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_connectionchoice {

using namespace client;
using namespace Qt::StringLiterals;

class TestConnectionChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhichAddressesCanBeDialled_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<AddressFault>("fault");
        QTest::addColumn<AddressFault>("ifAllowed");
        const auto row = [](const char *name, const QString &address, AddressFault fault,
                            AddressFault ifAllowed) {
            QTest::newRow(name) << address << fault << ifAllowed;
        };
        using enum AddressFault;
        row("none", u" "_s, Missing, Missing);
        row("encrypted", u"wss://voice.example.org"_s, None, None);
        row("encrypted, among spaces", u" wss://voice.example.org "_s, None, None);
        row("this computer", u"ws://127.0.0.1:8000"_s, None, None);
        row("another computer", u"ws://voice.example.org"_s, NotEncrypted, None);
        row("no host", u"wss://"_s, Malformed, Malformed);
    }
    void knowsWhichAddressesCanBeDialled()
    {
        QFETCH(QString, address);
        QTEST(faultOf(address, false), "fault");
        QTEST(faultOf(address, true), "ifAllowed");
    }

    void aTokenFitsIntoAHeader()
    {
        QVERIFY(isToken(u"abc-123_~"_s));
        QVERIFY(isToken({}));
        QVERIFY(!isToken(u"two words"_s));
        QVERIFY(!isToken(u"grün"_s));
        QVERIFY(!isToken(u"line\n"_s));
    }

    void aServerIsTheSameHoweverItsAddressIsWritten()
    {
        QVERIFY(isSameServer(u"voice.example.org"_s, u"wss://voice.example.org"_s));
        QVERIFY(!isSameServer(u"voice.example.org"_s, u"voice.example.com"_s));
    }
};

HOLDLINE_TEST(TestConnectionChoice)

} // namespace holdline::tst_connectionchoice

#include "tst_connectionchoice.moc"
