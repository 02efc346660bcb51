// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/contextwindow.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_contextwindow {

using namespace server;
using namespace Qt::StringLiterals;
using speech::Message;
using speech::Role;

class TestContextWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasSaidInOrder()
    {
        const QList<Message> said{message(u"What time is it?"_s, 0),
                                  {Role::Assistant, u"Half past nine."_s, at(1)},
                                  message(u""_s, 2),
                                  message(u"Grüße aus Köln, 東京 and 🙂"_s, 3)};
        QCOMPARE(filled(said, 100).messages(), said);
    }

    void keepsOnlyTheNewest()
    {
        QList<Message> said;
        for (int i = 0; i < 250; ++i)
            said.append(message(u"message no. %1 é"_s.arg(i), i));
        const ContextWindow window = filled(said, 100);
        QCOMPARE(window.size(), std::size_t(100));
        QCOMPARE(window.messages(), said.last(100));
        QCOMPARE(window.newest(3), said.last(3));
        QCOMPARE(window.newest(1000), said.last(100));
    }

    void knowsWhatWasSaidSince()
    {
        const QList<Message> said{message(u"old"_s, 0), message(u"at the border"_s, 10),
                                  message(u"new"_s, 11)};
        ContextWindow window = filled(said, 100);
        QCOMPARE(window.messagesSince(at(10)), said.last(2));
        QCOMPARE(window.size(), std::size_t(3));
        window.keepSince(at(10));
        QCOMPARE(window.messages(), said.last(2));
        window.append(message(u"newer"_s, 12));
        QCOMPARE(window.size(), std::size_t(3));
    }

    void isEmptyAfterClearing()
    {
        ContextWindow window = filled({message(u"secret"_s, 0)}, 1);
        window.clear();
        QCOMPARE(window.messages(), QList<Message>());
        QCOMPARE(window.bytes(), ContextWindow(1).bytes());
        window.append(message(u"again"_s, 1));
        window.append(message(u"and again"_s, 2));
        QCOMPARE(window.messages(), QList<Message>{message(u"and again"_s, 2)});
    }

    void cutsTheNewestMessageOfARole_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("to a word") << u"Je suis là"_s;
        QTest::newRow("not at all") << u"Je suis là, à côté."_s;
        QTest::newRow("nothing is left") << QString();
    }

    void cutsTheNewestMessageOfARole()
    {
        QFETCH(QString, text);
        QList<Message> said{message(u"hello"_s, 0),
                            {Role::Assistant, u"Hello."_s, at(1)},
                            message(u"are you there"_s, 2),
                            {Role::Assistant, u"Je suis là, à côté."_s, at(3)},
                            message(u"good"_s, 4)};
        ContextWindow window = filled(said, 10);
        window.cutNewest(Role::Assistant, static_cast<int>(text.size()));
        said[3].text = text;
        if (text.isEmpty())
            said.removeAt(3);
        QCOMPARE(window.messages(), said);
    }

    void withoutAMessageOfTheRoleThereIsNothingToCut()
    {
        ContextWindow window = filled({message(u"hello"_s, 0)}, 10);
        window.cutNewest(Role::Assistant, 2);
        QCOMPARE(window.messages(), QList<Message>{message(u"hello"_s, 0)});
    }

    void mayBeForbiddenToKeepAnything()
    {
        QCOMPARE(filled({message(u"hello"_s, 0)}, 0).size(), std::size_t(0));
    }

    void takesLessThanSixKilobytes()
    {
        QList<Message> said;
        for (int i = 0; i < 300; ++i)
            said.append(message(u"0123456789012345678901234567890123456789"_s, i));
        const ContextWindow window = filled(said, 100);
        const std::size_t bytes = sizeof(window) + window.bytes();
        qInfo("100 messages of 40 characters take %zu bytes", bytes);
        QVERIFY(bytes < 6144);
    }

private:
    static WallTime at(int second) { return WallTime(std::chrono::seconds(1795248000 + second)); }
    static Message message(const QString &text, int second)
    {
        return {Role::User, text, at(second)};
    }
    static ContextWindow filled(const QList<Message> &messages, std::size_t limit)
    {
        ContextWindow window(limit);
        for (const Message &each : messages)
            window.append(each);
        return window;
    }
};

HOLDLINE_TEST(TestContextWindow)

} // namespace holdline::tst_contextwindow

#include "tst_contextwindow.moc"
