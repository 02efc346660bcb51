// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logline.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::tst_logline {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLogLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageHasItsCircumstances()
    {
        QCOMPARE(parsed(u"holdlined listens"_s),
                 (QJsonObject{{u"time"_s, u"2026-11-21T08:14:00.123Z"_s},
                              {u"level"_s, u"warning"_s},
                              {u"category"_s, u"holdline.server"_s},
                              {u"message"_s, u"holdlined listens"_s}}));
    }

    void anEventOfASessionHasFields()
    {
        const SessionId id = *SessionId::parse(u"0a1b2c3d-5ae8-4a9c-8f3e-6b1c2d3e4f50"_s);
        QString message;
        QDebug(&message) << SessionEvent(id, "taken over"_L1)
                                .with("connection"_L1, 7)
                                .with("mode"_L1, "resumed"_L1);
        message = message.trimmed();
        QCOMPARE(message, u"session 0a1b2c3d taken over connection=7 mode=resumed"_s);

        const QJsonObject line = parsed(message);
        QCOMPARE(line[u"session"_s], u"0a1b2c3d"_s);
        QCOMPARE(line[u"event"_s], u"taken over"_s);
        QCOMPARE(line[u"connection"_s], 7);
        QCOMPARE(line[u"mode"_s], u"resumed"_s);
        QCOMPARE(line[u"message"_s], message);
    }

    void staysOneLineOfJson_data()
    {
        QTest::addColumn<QString>("message");
        QTest::newRow("line breaks") << u"first\nsecond\r\nthird"_s;
        QTest::newRow("quotes") << u"a \"b\" } , { \\"_s;
        QTest::newRow("foreign words") << u"żółć 🎤"_s;
        QTest::newRow("control characters") << u"\u0001\u001b[31m"_s;
    }

    void staysOneLineOfJson()
    {
        QFETCH(QString, message);
        QVERIFY(!jsonLogLine(QtInfoMsg, "holdline.app", message, {}).contains('\n'));
        QCOMPARE(parsed(message)[u"message"_s], message);
    }

    void aFactCannotPoseAsACircumstance()
    {
        const QJsonObject line = parsed(u"session 0a1b2c3d over level=debug time=0"_s);
        QCOMPARE(line[u"level"_s], u"warning"_s);
        QCOMPARE(line[u"time"_s], u"2026-11-21T08:14:00.123Z"_s);
    }

private:
    static QJsonObject parsed(const QString &message)
    {
        using namespace std::chrono;
        const WallTime time = sys_days(2026y / November / 21) + 8h + 14min + 123ms;
        return QJsonDocument::fromJson(jsonLogLine(QtWarningMsg, "holdline.server", message, time))
            .object();
    }
};

HOLDLINE_TEST(TestLogLine)

} // namespace holdline::tst_logline

#include "tst_logline.moc"
