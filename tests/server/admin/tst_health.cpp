// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/health.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::tst_health {

using namespace server;
using namespace Qt::StringLiterals;

class TestHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysHowManySessionsThereAre()
    {
        const QJsonObject json = read(healthy());
        QCOMPARE(json[u"status"].toString(), u"ok");
        QCOMPARE(json[u"timestamp"].toString(), u"2026-11-21T09:00:00.250Z");
        QCOMPARE(json[u"sessions"].toObject(),
                 (QJsonObject{{u"total_sessions"_s, 3},
                              {u"active_sessions"_s, 2},
                              {u"disconnected_sessions"_s, 1},
                              {u"timeout_minutes"_s, 5}}));
    }

    void tellsFractionsOfMinutes()
    {
        Health health = healthy();
        health.timeout = std::chrono::milliseconds(1500);
        QCOMPARE(read(health)[u"sessions"][u"timeout_minutes"].toDouble(), 0.025);
    }

    void isDegradedAsSoonAsOnePartIs_data()
    {
        QTest::addColumn<QString>("component");
        QTest::newRow("the store") << u"store"_s;
        QTest::newRow("the recognizer") << u"recognizer"_s;
        QTest::newRow("the synthesizer") << u"synthesizer"_s;
        QTest::newRow("the responder") << u"responder"_s;
    }

    void isDegradedAsSoonAsOnePartIs()
    {
        QFETCH(QString, component);
        Health health = healthy();
        ComponentHealth &broken = component == u"store" ? health.store
            : component == u"recognizer"                ? health.recognizer
            : component == u"synthesizer"               ? health.synthesizer
                                                        : health.responder;
        broken = {false, u"no model \"en-us\""_s};

        const QJsonObject json = read(health);
        QCOMPARE(json[u"status"].toString(), u"degraded");
        const QJsonObject components = json[u"components"].toObject();
        QCOMPARE(components.size(), 4);
        for (auto it = components.begin(); it != components.end(); ++it) {
            const QJsonObject expected = it.key() == component
                ? QJsonObject{{u"status"_s, u"degraded"_s}, {u"detail"_s, u"no model \"en-us\""_s}}
                : QJsonObject{{u"status"_s, u"ok"_s}};
            QCOMPARE(it.value().toObject(), expected);
        }
    }

    void explainsTheTroubleOfTheStore_data()
    {
        QTest::addColumn<StoreError::Kind>("kind");
        QTest::addColumn<QString>("detail");
        QTest::newRow("full") << StoreError::Kind::Full
                              << u"the disk, or what the store may take of it, is full: E"_s;
        QTest::newRow("read-only")
            << StoreError::Kind::ReadOnly << u"the store cannot be written: E"_s;
        QTest::newRow("damaged") << StoreError::Kind::Damaged << u"the store is damaged: E"_s;
        QTest::newRow("other") << StoreError::Kind::Other << u"the store fails: E"_s;
    }

    void explainsTheTroubleOfTheStore()
    {
        QFETCH(StoreError::Kind, kind);
        const ComponentHealth health = storeHealth(StoreError{kind, u"E"_s});
        QVERIFY(!health.ok);
        QTEST(health.detail, "detail");
    }

    void isFineWithAStoreWithoutTrouble() { QVERIFY(storeHealth(std::nullopt).ok); }

private:
    static Health healthy()
    {
        const WallTime nine = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)
            + std::chrono::hours(9) + std::chrono::milliseconds(250);
        Health health;
        health.timestamp = nine;
        health.sessions = {.total = 3, .active = 2, .disconnected = 1};
        health.timeout = std::chrono::minutes(5);
        return health;
    }
    static QJsonObject read(const Health &health)
    {
        return QJsonDocument::fromJson(healthJson(health)).object();
    }
};

HOLDLINE_TEST(TestHealth)

} // namespace holdline::tst_health

#include "tst_health.moc"
